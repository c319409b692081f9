int Second;
int second(void) { return ++Second; }
