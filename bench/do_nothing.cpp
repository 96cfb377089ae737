// The floor of every process row: a program that is linked as alertsage is, and prints one byte.
#include <unistd.h>

int main() {
  return ::write(STDOUT_FILENO, "\n", 1) == 1 ? 0 : 1;
}
