// Intent: variables that threads could share have their layouts in the table;
// others have none, nor have those of programs without debug information.
// RUN: %clangxx -g -O0 -std=c++17 %s -o %t.0 -pthread
// RUN: env LD_PRELOAD=%fake_runtime %t.0 2>&1 | %filecheck %s
// RUN: %clangxx -g -O2 -fPIC -shared -std=c++17 %s -o %t.so -pthread
// RUN: env LD_PRELOAD="%fake_runtime %t.so" /bin/true 2>&1 | %filecheck %s
// RUN: %clangxx -O1 -std=c++17 %s -o %t.none -pthread
// RUN: env LD_PRELOAD=%fake_runtime %t.none 2>&1 | %filecheck --check-prefix=NONE %s
// NONE-NOT: {{^}}variable

#include <array>
#include <mutex>

struct Account {
  std::mutex Lock;
  long Balance;
};
// CHECK-DAG: {{^}}variable Accounts size 96 layout [2*48]1|{0+40 Lock;40+8 Balance;}
Account Accounts[2];
// CHECK-DAG: {{^}}variable bank::Three size 144 layout {0+144:2;}|{0+40 Lock;40+8 Balance;}|[3*48]1
namespace bank {
std::array<Account, 3> Three;
}
struct Base {
  int Kind;
  int Rank;
};
struct Door : Base {
  unsigned Open : 1, Locked : 3;
  union {
    int Whole;
    struct {
      short Low, High;
    } Half;
  };
};
// CHECK-DAG: {{^}}variable Front size 16 layout {8+1 Open|Locked;12+4:2;0+8:3;}|{0+2 Low;2+2 High;}|{0+4 Whole;0+4 Half:1;}|{0+4 Kind;4+4 Rank;}
Door Front;
// CHECK-DAG: {{^}}variable Grid size 40 layout [2*20]1|[5*4]
int Grid[2][5];
// CHECK-NOT: {{^}}variable {{Alone|Own|Fixed|Plain}}
std::mutex Alone;
thread_local Base Own;
extern const Base Fixed;
const Base Fixed = {1, 2};
int Plain;

int main() { return Front.Rank++; }
