// A loader that does what its model file says, to see what its hosts do about it. A file that says
// nothing known is loaded, and any input has the answer "malware".
#include <sys/socket.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <filesystem>
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
#ifndef FILE_NAME
#define FILE_NAME "obeying.txt"
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

// Says to the host, over whatever socket, what no plug-in has to say.
void write_to_sockets(char byte) {
  const std::string noise(4096, byte);
  int type = 0;
  for (int fd = 0; fd < 256; ++fd) {
    socklen_t size = sizeof type;
    if (::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) != 0) continue;
    static_cast<void>(::write(fd, noise.data(), noise.size()));
  }
}

void fork_and_abort() {
  if (::fork() != 0) std::abort();
  for (;;) ::pause();
}

void read_standard_input() {
  char byte = 0;
  while (::read(STDIN_FILENO, &byte, 1) > 0) {
  }
}

#ifdef ABORTS
[[gnu::constructor]] void abort_when_opened() {
  std::abort();
}
#endif

}  // namespace

const alertsage_description* alertsage_describe() {
  static const alertsage_description description = {.abi = ABI,
                                                    .returns_labels = LABELS,
                                                    .name = NAME,
                                                    .summary = "does what its model file says",
                                                    .file_name = FILE_NAME};
  return &description;
}

void* alertsage_load(const char* path, alertsage_buffer* error) {
  auto* order = new std::string;
  const std::filesystem::path model(path);
  std::ifstream file(std::filesystem::is_directory(model) ? model / "obeying.txt" : model);
  std::getline(file, *order);
  ++loads;
  if (*order == "crash in load" || (*order == "crash in the third load" && loads == 3)) {
    std::raise(SIGKILL);  // as the system's out-of-memory killer does, and no sanitizer takes it
  }
  if (*order == "exit in load") std::exit(7);
  if (*order == "hang") ::pause();
  if (*order == "print") static_cast<void>(::write(STDOUT_FILENO, "noise\n", 6));
  if (*order == "read standard input") read_standard_input();
  if (*order == "fork and abort") fork_and_abort();
  if (*order == "write to sockets") write_to_sockets('x');
  if (!order->starts_with("fail in load")) return order;
  if (*order == "fail in load with a size alone") error->size = 3;
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
  } else if (order == "answer elsewhere") {
    static std::string elsewhere(output->capacity + 1, 'x');
    *output = {elsewhere.data(), elsewhere.size(), elsewhere.size()};
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
