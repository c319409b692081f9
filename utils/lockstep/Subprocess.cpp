//===- Subprocess.cpp - Running another program for its answer ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Subprocess.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

static constexpr size_t LargestOutput = 1 << 20;

static std::vector<char *> pointers(const std::vector<std::string> &Strings) {
  std::vector<char *> Pointers;
  for (const std::string &String : Strings)
    Pointers.push_back(const_cast<char *>(String.c_str()));
  Pointers.push_back(nullptr);
  return Pointers;
}

/// Everything until the other end is closed; keeps the beginning.
static std::string readAll(int Descriptor) {
  std::string Text;
  char Buffer[4096];
  while (true) {
    ssize_t Got = read(Descriptor, Buffer, sizeof Buffer);
    if (Got < 0 && errno == EINTR)
      continue;
    if (Got <= 0)
      return Text;
    Text.append(Buffer, std::min(size_t(Got), LargestOutput - Text.size()));
  }
}

Result<SubprocessAnswer>
cli::runProgram(const std::vector<std::string> &Line,
                const std::vector<std::string> &Extra) {
  int Pipe[2];
  if (pipe2(Pipe, O_CLOEXEC) != 0)
    return Error{fmt::format("cannot make a pipe: {}", strerror(errno))};
  std::vector<std::string> Entries;
  for (char **Entry = environ; *Entry; ++Entry)
    Entries.emplace_back(*Entry);
  Entries.insert(Entries.end(), Extra.begin(), Extra.end());

  posix_spawn_file_actions_t Actions;
  posix_spawn_file_actions_init(&Actions);
  posix_spawn_file_actions_addopen(&Actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&Actions, Pipe[1], 1);
  posix_spawn_file_actions_adddup2(&Actions, Pipe[1], 2);
  pid_t Child;
  int Failure = posix_spawnp(&Child, Line[0].c_str(), &Actions, nullptr,
                             pointers(Line).data(), pointers(Entries).data());
  posix_spawn_file_actions_destroy(&Actions);
  close(Pipe[1]);
  if (Failure) {
    close(Pipe[0]);
    return Error{
        fmt::format("cannot run '{}': {}", Line[0], strerror(Failure))};
  }
  SubprocessAnswer Answer;
  Answer.Output = readAll(Pipe[0]);
  close(Pipe[0]);
  int Status = 0;
  while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  Answer.ExitStatus =
      WIFEXITED(Status) ? WEXITSTATUS(Status) : 128 + WTERMSIG(Status);
  return Answer;
}

int cli::inOtherProcess(const std::function<int()> &Task) {
  fflush(nullptr);
  pid_t Child = fork();
  if (Child == 0) {
    int Status = Task();
    fflush(nullptr);
    _exit(Status);
  }
  // The keys are for the program, or the debugger; what was unpacked is to be
  // removed all the same.
  signal(SIGINT, SIG_IGN);
  signal(SIGQUIT, SIG_IGN);
  int Status = 0;
  while (Child > 0 && waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  signal(SIGINT, SIG_DFL);
  signal(SIGQUIT, SIG_DFL);
  return WIFEXITED(Status) ? WEXITSTATUS(Status) : 128 + WTERMSIG(Status);
}
