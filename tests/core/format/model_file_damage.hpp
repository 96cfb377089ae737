// Model files that are not what they claim to be, and what becomes of them.
#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <optional>

#include "core/base/error.hpp"
#include "core/format/model_file.hpp"

namespace alertsage::testing {

// A copy of bytes that starts on a page, as a mapping does.
inline PageBuffer on_a_page(Bytes bytes) {
  PageBuffer buffer(bytes.size());
  std::copy(bytes.begin(), bytes.end(), buffer.writable().begin());
  return buffer;
}

inline std::size_t header_end(const PageBuffer& file) {
  return file.bytes().size() - parse_safetensors(file.bytes(), kModelHeaderLimit).data.size();
}

// Opens and, where that succeeds, predicts: whatever the bytes are, nothing else may happen than an
// Error, which is returned, or an answer.
inline std::optional<Error> refusal_or_answer(Bytes bytes) {
  static Scratch scratch;
  try {
    const Classifier classifier(view_model(bytes));
    for (const char* text :
         {"malware encrypt phishing mail usual backup the and", "", "unknown words only"}) {
      const Prediction prediction = classifier.predict(text, scratch);
      BOOST_REQUIRE(prediction.label < std::max<std::size_t>(classifier.labels().size(), 2));
      static_cast<void>(classifier.labels()[prediction.label]);
    }
    return std::nullopt;
  } catch (const Error& error) {
    BOOST_REQUIRE(!std::string_view(error.what()).empty());
    return error;
  }
}

}  // namespace alertsage::testing
