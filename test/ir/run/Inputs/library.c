static int Hidden;
extern int Visible;
int Visible = 1;

int step(void) {
  __atomic_fetch_add(&Hidden, 1, __ATOMIC_SEQ_CST);
  return ++Visible;
}
