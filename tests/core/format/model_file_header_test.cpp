// Headers that do not say what a model file's header says. The data section is sound in all of
// them.
#define BOOST_TEST_MODULE model_file_header
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/format/model_file.hpp"
#include "tests/core/format/model_file_damage.hpp"
#include "tests/support/small_model.hpp"

using namespace alertsage;
using namespace alertsage::testing;

namespace {

constexpr std::size_t kAlignment = 64;

PageBuffer joined(std::string_view header, Bytes data) {
  return on_a_page(as_bytes(std::string(header) + std::string(as_text(data))));
}

// The small model with the first `from` in its header replaced.
PageBuffer with_header(std::string_view from, std::string_view to,
                       const ModelData& model = small_model()) {
  const PageBuffer file = pack_model(model);
  const Safetensors parsed = parse_safetensors(file.bytes(), kModelHeaderLimit);
  std::string header(as_text(file.bytes().first(file.bytes().size() - parsed.data.size())));
  const std::size_t at = header.find(from);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, from << " is not in the header");
  header.replace(at, from.size(), to);
  header.resize(header.find_last_not_of(' ') + 1);
  header.resize((header.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
  const std::uint64_t length = header.size() - sizeof(std::uint64_t);
  std::memcpy(header.data(), &length, sizeof length);
  return joined(header, parsed.data);
}

// The small model with one tensor in another shape: cut, or continued with zeros.
PageBuffer with_shape(std::string_view name, std::vector<std::uint64_t> shape,
                      const ModelData& model = small_model()) {
  const PageBuffer file = pack_model(model);
  const Safetensors parsed = parse_safetensors(file.bytes(), kModelHeaderLimit);
  std::vector<TensorInfo> tensors;
  std::string data;
  for (TensorInfo tensor : parsed.tensors) {
    std::string bytes(as_text(parsed.bytes_of(tensor)));
    if (tensor.name == name) {
      std::size_t size = tensor.dtype == "U8" ? 1 : tensor.dtype == "U32" ? 4 : 8;
      for (const std::uint64_t extent : shape) size *= extent;
      bytes.resize(size);
      tensor.shape = shape;
    }
    tensor.begin = data.size();
    data += bytes;
    tensor.end = data.size();
    tensors.push_back(std::move(tensor));
  }
  return joined(safetensors_header(tensors, parsed.metadata, kAlignment), as_bytes(data));
}

void check_refused(const PageBuffer& file, std::string_view says) {
  const auto refusal = refusal_or_answer(file.bytes());
  const std::string_view found = refusal ? refusal->what() : "accepted";
  BOOST_TEST(found.find(says) != std::string_view::npos, "wanted '" << says << "', got: " << found);
}

// Whether an error says where to look: at which byte, or at which key, tensor or value.
bool is_located(const Error& error) {
  return error.place().offset || !error.place().piece.empty() ||
         error.cause().find('\'') != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model_file_header)

BOOST_AUTO_TEST_CASE(every_flipped_bit_is_refused_by_byte_key_or_tensor_or_is_harmless) {
  const PageBuffer whole = pack_model(small_model());
  std::size_t refused = 0;
  std::size_t opened = 0;
  for (std::size_t at = 0; at < header_end(whole); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      PageBuffer flipped = on_a_page(whole.bytes());
      flipped.writable()[at] ^= static_cast<std::byte>(1 << bit);
      const auto refusal = refusal_or_answer(flipped.bytes());
      ++(refusal ? refused : opened);
      if (refusal) BOOST_TEST(is_located(*refusal), "byte " << at << ": " << refusal->what());
    }
  }
  BOOST_TEST(refused >
             opened);  // what opens is a changed id, provenance or a setting that is also valid
}

BOOST_AUTO_TEST_CASE(refuses_each_way_in_which_shapes_disagree) {
  struct Row {
    const char* says;
    const char* tensor;
    std::vector<std::uint64_t> shape;
  };
  const Row rows[] = {
      {"2 labels and 3 intercepts do not fit a sigmoid-ovr head", "labels.offsets", {3}},
      {"1 labels and 3 intercepts do not fit a sigmoid-ovr head", "labels.offsets", {2}},
      {"4 labels and 3 intercepts do not fit a sigmoid-ovr head", "labels.offsets", {5}},
      {"3 labels and 2 intercepts do not fit a sigmoid-ovr head", "intercepts", {2}},
      {"3 labels and 0 intercepts do not fit a sigmoid-ovr head", "intercepts", {0}},
      {"7 terms, 6 idf values, weights 7 x 3, 3 intercepts", "idf", {6}},
      {"7 terms, 8 idf values", "idf", {8}},
      {"6 terms, 7 idf values", "terms.offsets", {7}},
      {"7 terms, 7 idf values, weights 6 x 3", "weights", {6, 3}},
      {"7 terms, 7 idf values, weights 7 x 2, 3 intercepts", "weights", {7, 2}},
      {"7 terms, 7 idf values, weights 3 x 7", "weights", {3, 7}},
      {"'weights' is F64 of rank 1, expected F64 of rank 2", "weights", {21}},
      {"'idf' is F64 of rank 2, expected F64 of rank 1", "idf", {7, 1}},
      {"'labels.offsets' is empty", "labels.offsets", {0}},
      {"'terms.slots' has 12 entries, which is no power of two", "terms.slots", {12}},
      {"'terms.slots' has 8 entries for 7 strings", "terms.slots", {8}},
      {"'terms.slots' has 0 entries for 7 strings", "terms.slots", {0}},
      {"'stop_words.slots' has 2 entries for 2 strings", "stop_words.slots", {2}},
  };
  for (const Row& row : rows) check_refused(with_shape(row.tensor, row.shape), row.says);

  check_refused(with_header(R"("link":"sigmoid-ovr")", R"("link":"sigmoid")"),
                "3 labels and 3 intercepts do not fit a sigmoid head");
  check_refused(with_shape("intercepts", {2}, binary_model()),
                "2 labels and 2 intercepts do not fit a sigmoid head");
  check_refused(with_shape("labels.offsets", {4}, binary_model()),
                "3 labels and 1 intercepts do not fit a sigmoid head");
  check_refused(with_header(R"("idf":{)", R"("idg":{)"), "tensor 'idf' is missing");
  check_refused(with_header(R"("dtype":"f64")", R"("dtype":"f32")"),
                "tensor 'idf' is F64 of rank 1, expected F32 of rank 1");
}

BOOST_AUTO_TEST_CASE(refuses_bad_metadata_by_key_and_value) {
  struct Row {
    const char* says;
    const char* from;
    const char* to;
  };
  const Row rows[] = {
      {"lacks a key: 'norm'", R"("norm":)", R"("morn":)"},
      {"lacks a key: 'terms.probe_limit'", R"("terms.probe_limit":)", R"("probe_limit":)"},
      {"'lowercase' has a bad value: 'yes'", R"("lowercase":"true")", R"("lowercase":"yes")"},
      {"'use_idf' has a bad value: '1'", R"("use_idf":"true")", R"("use_idf":"1")"},
      {"'ngram_max' has a bad value: '2x'", R"("ngram_max":"2")", R"("ngram_max":"2x")"},
      {"'ngram_max' has a bad value: '-1'", R"("ngram_max":"2")", R"("ngram_max":"-1")"},
      {"'ngram_max' has a bad value", R"("ngram_max":"2")", R"("ngram_max":"")"},
      {"'ngram_max' has a bad value", R"("ngram_max":"2")", R"("ngram_max":"4294967296")"},
      {"64 at most: '1 to 65'", R"("ngram_max":"2")", R"("ngram_max":"65")"},
      {"64 at most: '1 to 4294967295'", R"("ngram_max":"2")", R"("ngram_max":"4294967295")"},
      {"'0 to 2'", R"("ngram_min":"1")", R"("ngram_min":"0")"},
      {"'3 to 2'", R"("ngram_min":"1")", R"("ngram_min":"3")"},
      {"unknown cleaning (known: none, alertsage): 'bleach'", R"("cleaning":"alertsage")",
       R"("cleaning":"bleach")"},
      {"unknown norm (known: none, l1, l2): 'l3'", R"("norm":"l2")", R"("norm":"l3")"},
      {"unknown link", R"("link":"sigmoid-ovr")", R"("link":"relu")"},
      {"lacks a key: 'tie'", R"("tie":)", R"("tied":)"},
      {"unknown tie (known: first, last): 'none'", R"("tie":"first")", R"("tie":"none")"},
      {"unknown dtype", R"("dtype":"f64")", R"("dtype":"f16")"},
      {"no model file of this project: 'other'", R"("format":"alertsage-model")",
       R"("format":"other")"},
      {"'terms.probe_limit' exceeds the strings", R"("terms.probe_limit":")",
       R"("terms.probe_limit":"9)"},
  };
  for (const Row& row : rows) check_refused(with_header(row.from, row.to), row.says);
}

// Not even where there are as many terms.
BOOST_AUTO_TEST_CASE(no_search_takes_more_than_1024_slots) {
  ModelData model = small_model();
  while (model.terms.size() < 5000) {
    model.terms.push_back(std::to_string(model.terms.size()));
    model.idf.push_back(1);
    model.weights.insert(model.weights.end(), model.intercepts.size(), 0);
  }
  check_refused(with_header(R"("terms.probe_limit":")", R"("terms.probe_limit":"200)", model),
                "'terms.probe_limit' exceeds 1024");
}

// The reference's test_invalid_header_size_serialization.
BOOST_AUTO_TEST_CASE(writes_no_header_that_is_too_long_to_be_read) {
  ModelData model = small_model();
  model.provenance["note"] = std::string(kModelHeaderLimit, 'a');
  BOOST_CHECK_EXCEPTION(pack_model(model), Error,
                        [](const Error& error) { return error.kind() == ErrorKind::unsupported; });
}

BOOST_AUTO_TEST_SUITE_END()
