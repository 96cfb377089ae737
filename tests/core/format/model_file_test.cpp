#define BOOST_TEST_MODULE model_file
#include "core/format/model_file.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <functional>
#include <random>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"
#include "tests/core/format/model_file_damage.hpp"
#include "tests/support/small_model.hpp"

using namespace alertsage;
using namespace alertsage::testing;

namespace {

bool survives(Bytes bytes) {
  return !refusal_or_answer(bytes);
}

std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

// The small model with the bytes of one tensor changed, and the id made right again, so that only
// what `verify` looks for itself can find it.
PageBuffer with_tensor(const char* name, const std::function<void(std::span<std::byte>)>& change) {
  PageBuffer file = pack_model(testing::small_model());
  const Safetensors parsed = parse_safetensors(file.bytes(), kModelHeaderLimit);
  const std::size_t data_at = file.bytes().size() - parsed.data.size();
  const TensorInfo* tensor = parsed.find(name);
  change(file.writable().subspan(data_at + tensor->begin, tensor->bytes()));
  const std::string id = content_id(std::array{file.bytes().subspan(data_at)});
  const std::string key = "\"data_xxh3_128\":\"";
  const std::size_t at = as_text(file.bytes()).find(key) + key.size();
  std::memcpy(file.writable().data() + at, id.data(), id.size());
  return file;
}

template <typename T>
void set(std::span<std::byte> bytes, std::size_t index, T value) {
  std::memcpy(bytes.data() + index * sizeof(T), &value, sizeof(T));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model_file)

BOOST_AUTO_TEST_CASE(gives_back_what_was_written) {
  for (const Link link : {Link::sigmoid_ovr, Link::softmax, Link::decision}) {
    ModelData model = testing::small_model(link);
    if (link == Link::decision) model.settings.tie = Tie::last;
    const PageBuffer file = pack_model(model);
    verify_model(file.bytes());
    const ModelData back = unpack_model(file.bytes());
    BOOST_TEST((back.settings == model.settings));
    BOOST_TEST(back.labels == model.labels);
    BOOST_TEST(back.stop_words == model.stop_words);
    BOOST_TEST(back.intercepts == model.intercepts);
    BOOST_TEST((back.provenance == model.provenance));
    BOOST_REQUIRE(back.terms.size() == model.terms.size());
    for (std::size_t row = 0; row < back.terms.size(); ++row) {
      const auto source = static_cast<std::size_t>(
          std::find(model.terms.begin(), model.terms.end(), back.terms[row]) - model.terms.begin());
      BOOST_REQUIRE(source < model.terms.size());
      BOOST_TEST(back.idf[row] == model.idf[source]);
      for (std::size_t k = 0; k < 3; ++k)
        BOOST_TEST(back.weights[row * 3 + k] == model.weights[source * 3 + k]);
    }
  }
}

BOOST_AUTO_TEST_CASE(writes_the_same_bytes_for_the_same_model_in_any_row_order) {
  const ModelData model = testing::small_model();
  ModelData shuffled = model;
  std::reverse(shuffled.terms.begin(), shuffled.terms.end());
  std::reverse(shuffled.idf.begin(), shuffled.idf.end());
  for (std::size_t row = 0; row < 7; ++row) {
    std::copy_n(model.weights.begin() + static_cast<std::ptrdiff_t>(3 * row), 3,
                shuffled.weights.begin() + static_cast<std::ptrdiff_t>(3 * (6 - row)));
  }
  const PageBuffer a = pack_model(model);
  const PageBuffer b = pack_model(shuffled);
  BOOST_TEST(as_text(a.bytes()) == as_text(b.bytes()));
}

BOOST_AUTO_TEST_CASE(orders_rows_by_idf_and_aligns_the_data_section) {
  const PageBuffer file = pack_model(testing::small_model());
  BOOST_TEST(header_end(file) % 64 == 0u);
  BOOST_TEST(header_end(file) <= 2048u);
  const ModelView view = view_model(file.bytes());
  for (std::size_t row = 1; row < view.terms.size(); ++row)
    BOOST_TEST(view.idf[row - 1] <= view.idf[row]);
}

// The writer sorts by radix and takes sorted terms as they are; this sorts plainly.
BOOST_AUTO_TEST_CASE(orders_rows_as_a_plain_sort_does) {
  std::mt19937 random(7);
  const double idfs[] = {-2.5, -0.0, 0.0, 1.0, 1.0 + 1e-15, 1e-300, 3.25, 1e300};
  for (const std::size_t count : {1U, 2U, 3U, 50U, 700U}) {
    for (const bool sorted_terms : {false, true}) {
      ModelData model = testing::small_model();
      model.terms.clear();
      for (std::size_t i = 0; i < count; ++i) model.terms.push_back(std::to_string(i * 7919));
      std::shuffle(model.terms.begin(), model.terms.end(), random);
      if (sorted_terms) std::sort(model.terms.begin(), model.terms.end());
      model.idf.clear();
      for (std::size_t i = 0; i < count; ++i) model.idf.push_back(idfs[random() % std::size(idfs)]);
      model.weights.assign(count * 3, 0.5);

      std::vector<std::pair<double, std::string>> expected;
      for (std::size_t i = 0; i < count; ++i) expected.emplace_back(model.idf[i], model.terms[i]);
      std::sort(expected.begin(), expected.end());
      const PageBuffer file = pack_model(model);
      const ModelView view = view_model(file.bytes());
      for (std::size_t row = 0; row < count; ++row) {
        BOOST_REQUIRE(view.terms[row] == expected[row].second);
        BOOST_REQUIRE(view.idf[row] == expected[row].first);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(refuses_a_file_cut_at_any_byte) {
  const PageBuffer whole = pack_model(testing::small_model());
  for (std::size_t length = 0; length < whole.bytes().size(); ++length) {
    const PageBuffer cut = on_a_page(whole.bytes().first(length));
    BOOST_REQUIRE(!survives(cut.bytes()));
  }
}

BOOST_AUTO_TEST_CASE(random_damage_to_any_tensor_never_faults_and_never_passes_verify) {
  const PageBuffer whole = pack_model(testing::small_model());
  const Safetensors parsed = parse_safetensors(whole.bytes(), kModelHeaderLimit);
  const std::size_t data_at = header_end(whole);
  std::mt19937_64 random(7);
  for (const TensorInfo& tensor : parsed.tensors) {
    for (int round = 0; round < 300; ++round) {
      PageBuffer damaged = on_a_page(whole.bytes());
      const std::size_t flips = 1 + random() % 8;
      for (std::size_t i = 0; i < flips; ++i) {
        damaged.writable()[data_at + tensor.begin + random() % tensor.bytes()] ^=
            static_cast<std::byte>(1 + random() % 255);
      }
      BOOST_REQUIRE(survives(damaged.bytes()));
      if (as_text(damaged.bytes()) != as_text(whole.bytes())) {
        BOOST_REQUIRE_THROW(verify_model(damaged.bytes()), Error);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(verify_finds_what_lies_behind_a_right_id) {
  struct Row {
    const char* says;
    const char* tensor;
    std::function<void(std::span<std::byte>)> change;
  };
  const Row rows[] = {
      {"'weights' holds nan", "weights",
       [](auto b) { set(b, 3, std::numeric_limits<double>::quiet_NaN()); }},
      {"'idf' holds inf", "idf",
       [](auto b) { set(b, 0, std::numeric_limits<double>::infinity()); }},
      {"'terms.offsets' falls at index 3", "terms.offsets",
       [](auto b) { set<std::uint32_t>(b, 3, 0); }},
      {"does not span", "terms.offsets", [](auto b) { set<std::uint32_t>(b, 7, 4000); }},
      {"does not span", "labels.offsets", [](auto b) { set<std::uint32_t>(b, 0, 1); }},
      {"not found by its own bytes", "terms.bytes", [](auto b) { b[0] ^= std::byte{1}; }},
      {"holds 6 entries for 7 strings", "terms.slots",
       [](std::span<std::byte> b) {
         for (std::size_t i = 0; i < b.size() / 8; ++i) {
           std::uint64_t slot = 0;
           std::memcpy(&slot, b.data() + 8 * i, 8);
           if (slot != 0) return set<std::uint64_t>(b, i, 0);
         }
       }},
  };
  for (const Row& row : rows) {
    const PageBuffer file = with_tensor(row.tensor, row.change);
    const std::string says = refusal([&] { verify_model(file.bytes()); });
    BOOST_TEST(says.find(row.says) != std::string::npos,
               "wanted '" << row.says << "', got: " << says);
    BOOST_TEST(survives(file.bytes()));
  }
}

// Half of n offsets at 0 and half at the end would be n / 2 copies of all the bytes.
BOOST_AUTO_TEST_CASE(strings_that_overlap_are_not_copied) {
  for (const char* name : {"labels", "stop_words", "terms"}) {
    const std::string tensor = std::string(name) + ".offsets";
    const PageBuffer file =
        with_tensor(tensor.c_str(), [](auto b) { set<std::uint32_t>(b, 1, 100); });
    const std::string says = refusal([&] { unpack_model(file.bytes()); });
    BOOST_TEST(says.find("'" + tensor + "' falls at index 2") != std::string::npos, says);
    BOOST_TEST(survives(file.bytes()));
  }
}

BOOST_AUTO_TEST_CASE(a_full_table_of_wrong_slots_ends_the_search) {
  const PageBuffer file = with_tensor("terms.slots", [](std::span<std::byte> slots) {
    std::fill(slots.begin(), slots.end(), std::byte{0xff});
  });
  BOOST_TEST(survives(file.bytes()));
}

BOOST_AUTO_TEST_CASE(refuses_misaligned_bytes_instead_of_reading_them) {
  const PageBuffer whole = pack_model(testing::small_model());
  PageBuffer shifted(whole.bytes().size() + 1);
  std::copy(whole.bytes().begin(), whole.bytes().end(), shifted.writable().begin() + 1);
  BOOST_TEST(refusal([&] { view_model(shifted.bytes().subspan(1)); }).find("not aligned") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(refuses_other_safetensors_files_and_other_versions) {
  const std::string other = safetensors_header({}, {}, 64);
  BOOST_TEST(refusal([&] { view_model(as_bytes(other)); }).find("lacks a key: 'format'") !=
             std::string::npos);
  PageBuffer newer = pack_model(testing::small_model());
  const std::string key = "\"format_version\":\"";
  newer.writable()[as_text(newer.bytes()).find(key) + key.size()] = std::byte{'9'};
  BOOST_TEST(refusal([&] {
               view_model(newer.bytes());
             }).find("another format version than 2; import or train it again: '9'") !=
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
