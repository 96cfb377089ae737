// A library that two builds may differ in.
extern "C" const char* which() {
  return WHICH;
}
