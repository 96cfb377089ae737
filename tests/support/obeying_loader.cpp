// A loader that does what its model file says, to see what its hosts do about it. A file that says
// nothing known is loaded, and any input has the answer "malware".
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <new>
#include <string>

#include "core/load/alertsage_loader.h"

#ifndef ABI
#define ABI ALERTSAGE_LOADER_ABI
#endif
#ifndef NAME
#define NAME "obeying"
#endif
#ifndef LABELS
#define LABELS 1
#endif

namespace {

int loads = 0;
int uses = 0;

void write(alertsage_buffer* buffer, const std::string& text) {
  alertsage_write(buffer, text.data(), text.size());
}

}  // namespace

const alertsage_description* alertsage_describe() {
  static const alertsage_description description = {.abi = ABI,
                                                    .returns_labels = LABELS,
                                                    .name = NAME,
                                                    .summary = "does what its model file says",
                                                    .file_name = "obeying.txt"};
  return &description;
}

void* alertsage_load(const char* path, alertsage_buffer* error) {
  auto* order = new std::string;
  std::ifstream file(path);
  std::getline(file, *order);
  ++loads;
  if (*order == "crash in load" || (*order == "crash in the third load" && loads == 3)) {
    std::raise(SIGKILL);  // as the system's out-of-memory killer does, and no sanitizer takes it
  }
  if (*order == "hang") ::pause();
  if (*order == "print") static_cast<void>(::write(STDOUT_FILENO, "noise\n", 6));
  if (!order->starts_with("fail in load")) return order;
  if (*order == "fail in load") write(error, "there is\nno such model");
  if (*order == "fail in load at length") write(error, std::string(100'000, 'x'));
  delete order;
  return nullptr;
}

int alertsage_use(void* loaded, alertsage_input input, alertsage_buffer* output,
                  alertsage_buffer* error) {
  const std::string& order = *static_cast<const std::string*>(loaded);
  ++uses;
  if (order == "fail in use") {
    write(error, "no answer");
    return 1;
  }
  if (order == "echo") {
    alertsage_write(output, static_cast<const char*>(input.data), input.size);
  } else if (order == "long") {
    write(output, std::string(output->capacity + 1, 'x'));
  } else if (order == "change") {
    write(output, std::to_string(uses));
  } else {
    write(output, "malware");
  }
  return 0;
}

void alertsage_unload(void* loaded) {
  const auto* order = static_cast<const std::string*>(loaded);
  if (*order != "leak") delete order;
}
