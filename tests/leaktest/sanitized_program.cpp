// A program of a build under the address sanitizer.
int main() {}
