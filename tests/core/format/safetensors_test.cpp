#define BOOST_TEST_MODULE safetensors
#include "core/format/safetensors.hpp"

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <string>

#include "core/base/error.hpp"

using namespace alertsage;

namespace {

constexpr std::uint64_t kReferenceLimit = 100'000'000;  // the reference reader's

// A file with this header and so many bytes of data.
std::string file(std::string header, std::size_t data_bytes = 0) {
  std::string bytes(8, '\0');
  const std::uint64_t length = header.size();
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + std::string(data_bytes, '\x2a');
}

std::string refusal(const std::string& bytes) {
  try {
    parse_safetensors(as_bytes(bytes), kReferenceLimit);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

struct Refused {
  const char* says;
  std::string bytes;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(safetensors)

// The reference reader's own test cases (safetensors/src/tensor.rs) that it accepts.
BOOST_AUTO_TEST_CASE(accepts_what_the_reference_accepts) {
  const std::string valid[] = {
      file("{}"),
      file("{}      "),  // padded with spaces
      file(R"({"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}})", 16),
      file(R"({"a":{"dtype":"I32","shape":[2,0],"data_offsets":[0,0]}})"),  // a zero-sized tensor
      file(R"({"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]}})", 8),  // a scalar
      file(R"({"__metadata__":{"k":"v"},"a":{"data_offsets":[0,1],"shape":[1],"dtype":"U8"}})", 1),
      file(R"({"a":{"dtype":"F4","shape":[4],"data_offsets":[0,2]}})", 2),
      file(
          R"({"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
          2),
  };
  for (const std::string& bytes : valid) BOOST_TEST(refusal(bytes) == "accepted");
}

BOOST_AUTO_TEST_CASE(reads_tensors_metadata_and_data) {
  const std::string bytes = file(
      R"({"__metadata__":{"k":"v","l":"w"},"b":{"dtype":"U8","shape":[3],"data_offsets":[4,7]},)"
      R"("a":{"dtype":"U32","shape":[1],"data_offsets":[0,4]}})",
      7);
  const Safetensors parsed = parse_safetensors(as_bytes(bytes), kReferenceLimit);
  BOOST_REQUIRE(parsed.tensors.size() == 2u);
  BOOST_TEST(parsed.tensors[0].name == "a");
  BOOST_TEST(parsed.bytes_of(*parsed.find("b")).size() == 3u);
  BOOST_TEST(parsed.find("c") == nullptr);
  BOOST_TEST((parsed.metadata == Metadata{{"k", "v"}, {"l", "w"}}));
}

BOOST_AUTO_TEST_CASE(refuses_what_the_reference_refuses) {
  std::string ten_on_one = "{";
  for (char name = 'a'; name < 'k'; ++name) {
    ten_on_one += std::string(name == 'a' ? "" : ",") + "\"" + name +
                  R"(":{"dtype":"U8","shape":[16],"data_offsets":[0,16]})";
  }
  const Refused cases[] = {
      {"too few", ""},
      {"too few", std::string(7, '\0')},
      {"100000000 are allowed", std::string("\x40\x10\x00\x00\x00\x00\xff\xff", 8)},
      {"claims 1 bytes, the file has 0", std::string("\x01\0\0\0\0\0\0\0", 8)},
      {"does not begin with '{'", file("\xff")},
      {"not strict JSON", file("{")},
      {"not strict UTF-8", file("{\"\xff\":1}")},
      {"not strict JSON", file("{}x")},
      {"not strict JSON", file("{\"a\":NaN}")},
      {"must begin at 16", file(ten_on_one + "}", 16)},
      {"the file is truncated",
       file(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 2)},
      {"the file is too long", file(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 5)},
      {"must begin at 0", file(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[1,5]}})", 5)},
      {"must begin at 0", file(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}})", 4)},
      {"give 16 bytes, data_offsets 4",
       file(R"({"a":{"dtype":"I32","shape":[2,2],"data_offsets":[0,4]}})", 4)},
      {"overflows",
       file(R"({"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,4]}})", 4)},
      {"overflows",
       file(R"({"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,4]}})", 4)},
      {"does not end on a byte",
       file(R"({"a":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}})", 2)},
      {"unknown dtype", file(R"({"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}})", 4)},
      {"lacks dtype, shape or data_offsets", file(R"({"a":{"dtype":"U8","shape":[1]}})")},
      {"not a pair", file(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}})", 1)},
      {"a negative number", file(R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", 1)},
      {"no integer", file(R"({"a":{"dtype":"U8","shape":[1e0],"data_offsets":[0,1]}})", 1)},
      {"a string", file(R"({"a":{"dtype":"U8","shape":"1","data_offsets":[0,1]}})", 1)},
      {"a string", file(R"({"a":"b"})")},
      {"an array", file(R"({"a":[]})")},
      {"does not begin with '{'", file("[]")},
      {"a number", file(R"({"__metadata__":{"k":1}})")},
      {"an object", file(R"({"__metadata__":{"k":{}}})")},
      {"null", file(R"({"a":null})")},
      {"a boolean", file(R"({"a":true})")},
  };
  for (const Refused& refused : cases) {
    const std::string says = refusal(refused.bytes);
    BOOST_TEST(says.find(refused.says) != std::string::npos,
               "wanted '" << refused.says << "', got: " << says);
  }
}

// By the names that the reference gives them (safetensors/src/tensor.rs, bindings/python/tests and
// attacks/ of https://github.com/huggingface/safetensors); docs/security.md is the table.
BOOST_AUTO_TEST_CASE(each_case_of_the_reference_has_its_verdict) {
  const std::string matrix = R"({"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}})";
  const auto claiming = [](std::uint64_t length, std::string bytes) {
    std::memcpy(bytes.data(), &length, sizeof length);
    return bytes;
  };
  const auto overlapping = [](int tensors, const std::string& shape, std::size_t bytes) {
    std::string header = "{";
    for (int i = 0; i < tensors; ++i) {
      header += (i == 0 ? "\"weight_" : ",\"weight_") + std::to_string(i) +
                R"(":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":[0,)" +
                std::to_string(bytes) + "]}";
    }
    return file(header + "}", bytes);
  };
  const auto shaped = [](const std::string& dtype, const std::string& shape, std::size_t bytes) {
    return file(R"({"test":{"dtype":")" + dtype + R"(","shape":)" + shape +
                    R"(,"data_offsets":[0,)" + std::to_string(bytes) + "]}}",
                bytes);
  };
  const std::string tiny = file(matrix, 16);
  const struct {
    const char* name;
    std::string bytes;
    const char* says;
  } cases[] = {
      {"test_deserialization", tiny, "accepted"},
      {"test_json_attack", overlapping(10, "[2,2]", 16), "must begin at 16"},
      {"test_metadata_incomplete_buffer, more", tiny + "polyglot", "the file is too long"},
      {"test_metadata_incomplete_buffer, less", file(matrix, 14), "the file is truncated"},
      {"test_header_too_large", claiming(0xFFFFFF000000003C, tiny), "100000000 are allowed"},
      {"test_header_too_small", "", "too few"},
      {"test_invalid_header_length", claiming(60, std::string(8, ' ')), "the file has 0"},
      {"test_invalid_header_non_utf8", file("\xff"), "does not begin with '{'"},
      {"test_invalid_header_non_utf8, within", file("{\"\xff\":{}}"), "not strict UTF-8"},
      {"test_invalid_header_not_json", file("{"), "not strict JSON"},
      {"test_whitespace_padded_header", file("{}\r \t\n"), "accepted"},
      {"test_whitespace_leading_padded_header", file("\t\n{}\r "), "does not begin with '{'"},
      {"test_zero_sized_tensor", shaped("I32", "[2,0]", 0), "accepted"},
      {"test_empty_shapes_allowed", shaped("I32", "[]", 4), "accepted"},
      {"test_invalid_info", shaped("I32", "[2,2]", 4), "give 16 bytes, data_offsets 4"},
      {"test_validation_overflow, shape", shaped("I32", "[2,18446744073709551614]", 16),
       "overflows"},
      {"test_validation_overflow, bytes", shaped("I32", "[2,9223372036854775807]", 16),
       "overflows"},
      {"fp4, misaligned", shaped("F4", "[1,3]", 1), "does not end on a byte"},
      {"fp4, invalid", shaped("F4", "[2,2]", 4), "give 2 bytes, data_offsets 4"},
      {"test_truncated_header_is_rejected", tiny.substr(0, 8 + matrix.size() / 2),
       "the header claims 60 bytes"},
      {"test_data_offset_overflow_is_rejected",
       shaped("F32", "[1024,1024]", 4194304).substr(0, 8 + 71 + 1), "the file is truncated"},
      {"safetensors_abuse_attempt_1", claiming(1000, tiny), "the header claims 1000 bytes"},
      {"safetensors_abuse_attempt_2", overlapping(100'000, "[2,2]", 16), "must begin at 16"},
      {"safetensors_abuse_attempt_3", overlapping(100'000, "[200,200]", 160'000),
       "must begin at 160000"},
      {"issue 401",
       file(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
            R"("a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
            2),
       "a key occurs twice: 'a'"},
  };
  for (const auto& [name, bytes, says] : cases) {
    const std::string said = refusal(bytes);
    BOOST_TEST(said.find(says) != std::string::npos, name << ": " << said);
  }
}

// docs/model-format.md lists these: the reference accepts them.
BOOST_AUTO_TEST_CASE(is_stricter_than_the_reference_where_that_is_lax) {
  const Refused cases[] = {
      {"begin with '{'", file("  {}")},
      {"occurs twice", file(R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},)"
                            R"("a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})")},
      {"occurs twice", file(R"({"__metadata__":{"k":"v","k":"w"}})")},
      {"occurs twice", file(R"({"__metadata__":{},"__metadata__":{}})")},
      {"unknown field", file(R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"extra":1}})")},
      {"field twice",
       file(R"({"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}})")},
  };
  for (const Refused& refused : cases) {
    const std::string says = refusal(refused.bytes);
    BOOST_TEST(says.find(refused.says) != std::string::npos, says);
  }
}

// Each key was once compared with all before it, so that a header of 100 MB took hours.
BOOST_AUTO_TEST_CASE(a_repeated_key_among_very_many_is_found) {
  std::string header = R"({"__metadata__":{"0":"")";
  for (int key = 1; key < 300'000; ++key) header += ",\"" + std::to_string(key) + "\":\"\"";
  BOOST_TEST(refusal(file(header + "}}")) == "accepted");
  BOOST_TEST(refusal(file(header + R"(,"1234":""}})")) ==
             "safetensors header: a key occurs twice: '1234'");
}

BOOST_AUTO_TEST_CASE(a_header_limit_is_a_limit) {
  BOOST_CHECK_THROW(parse_safetensors(as_bytes(file("{}" + std::string(100, ' '))), 64), Error);
}

BOOST_AUTO_TEST_CASE(writes_what_it_reads_with_data_on_the_asked_boundary) {
  const std::vector<TensorInfo> tensors = {
      {.name = "a", .dtype = "U32", .shape = {1}, .begin = 0, .end = 4},
      {.name = "b\"", .dtype = "U8", .shape = {3}, .begin = 4, .end = 7}};
  const Metadata metadata = {{"k", "v\n"}};
  const std::string head = safetensors_header(tensors, metadata, 64);
  BOOST_TEST(head.size() % 64 == 0u);
  const std::string bytes = head + std::string(7, '\0');
  const Safetensors parsed = parse_safetensors(as_bytes(bytes), kReferenceLimit);
  BOOST_TEST(parsed.tensors.size() == 2u);
  BOOST_TEST((parsed.metadata == metadata));
  BOOST_TEST(parsed.find("b\"")->bytes() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
