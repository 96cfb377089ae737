// Any bytes as a model file: opened where they lie, predicted with, verified and unpacked.
#include <algorithm>
#include <array>

#include "core/base/hash.hpp"
#include "core/format/model_file.hpp"
#include "core/format/model_file_keys.hpp"
#include "tests/fuzz/fuzz_input.hpp"

namespace alertsage::testing {
namespace {

// Makes the header's id that of the data, so that a change of the data gets as far as the checks
// behind it. An id that is not where our writer puts it stays.
void restate_id(std::vector<std::byte>& file) {
  const std::string id = content_id(std::array{parse_safetensors(file, kModelHeaderLimit).data});
  const std::string key = '"' + std::string(keys::kDataId) + "\":\"";
  const std::size_t at = as_text(file).find(key);
  if (at == std::string_view::npos || file.size() - at - key.size() < id.size()) return;
  std::ranges::copy(as_bytes(id), file.begin() + static_cast<std::ptrdiff_t>(at + key.size()));
}

void open(std::vector<std::byte> file) {
  const bool opens = succeeds([&] { predict_texts(view_model(file)); });
  succeeds([&] { restate_id(file); });
  const bool sound = succeeds([&] { verify_model(file); });
  const bool unpacks = succeeds([&] {
    const ModelData model = unpack_model(file);
    const PageBuffer again = pack_model(model);
    verify_model(again.bytes());
    require(as_text(pack_model(unpack_model(again.bytes())).bytes()) == as_text(again.bytes()));
  });
  require(opens || !unpacks);
  require(unpacks || !sound);
}

}  // namespace
}  // namespace alertsage::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  alertsage::testing::open(alertsage::testing::file_of(data, size));
  return 0;
}
