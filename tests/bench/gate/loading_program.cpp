// A program that is the same whichever library it loads.
extern "C" const char* which();

int main() {
  return which() == nullptr;
}
