// Any bytes as a JSON model: parsed, and what can be packed is predicted with, and comes back the
// same when it is written and parsed again.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <string>

#include "core/format/json_model.hpp"
#include "core/format/model_file.hpp"
#include "tests/fuzz/fuzz_input.hpp"

namespace alertsage::testing {
namespace {

// What write_json_model writes, through a pipe: nothing goes to a disk. Longer texts than a pipe
// holds would wait for ever; those are the longest inputs many times over.
std::string written(const ModelData& model) {
  constexpr int kCapacity = 1 << 20;
  std::array<int, 2> ends = {};
  require(::pipe2(ends.data(), O_CLOEXEC) == 0);
  const FileDescriptor reader(ends[0]);
  FileDescriptor writer(ends[1]);
  require(::fcntl(writer.get(), F_SETPIPE_SZ, kCapacity) == kCapacity);
  write_json_model(model, "/dev/fd/" + std::to_string(writer.get()));
  writer.reset();

  std::string text(kCapacity, '\0');
  std::size_t size = 0;
  for (ssize_t count = 1; count > 0; size += static_cast<std::size_t>(count)) {
    count = ::read(reader.get(), text.data() + size, text.size() - size);
    require(count >= 0);
  }
  text.resize(size);
  return text;
}

void parse(std::string_view text) {
  const ModelData model = parse_json_model(text);
  check(model);
  const PageBuffer packed = pack_model(model);
  const bool sound = succeeds([&] {
    verify_model(packed.bytes());
    predict_texts(view_model(packed.bytes()));
    const ModelData again = parse_json_model(written(model));
    require(as_text(pack_model(again).bytes()) == as_text(packed.bytes()));
  });
  require(sound);
}

}  // namespace
}  // namespace alertsage::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::byte> file = alertsage::testing::file_of(data, size);
  alertsage::testing::succeeds([&] { alertsage::testing::parse(alertsage::as_text(file)); });
  return 0;
}
