// What the fuzz targets share. A target takes any bytes; whatever they are, an Error or an answer
// comes of them, and the sanitizers see the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/model/classifier.hpp"

namespace alertsage::testing {

// A copy on the heap of exactly its size, aligned for every type: a byte read beyond its end is
// seen, as it would not be on pages of our own.
inline std::vector<std::byte> file_of(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes = std::as_bytes(std::span(data, size));
  return {bytes.begin(), bytes.end()};
}

// What must hold for every input.
inline void require(bool holds) {
  if (!holds) std::abort();
}

// Whether `act` gets to its end; an Error is as good an answer, and nothing else may come out.
template <typename Act>
bool succeeds(const Act& act) {
  try {
    act();
    return true;
  } catch (const Error& error) {
    require(!std::string_view(error.what()).empty());
    return false;
  }
}

// Predicts a few texts, whatever the tensors hold.
inline void predict_texts(const ModelView& view) {
  static Scratch scratch;
  const Classifier classifier(view);
  for (const std::string_view text :
       {"malware encrypt phishing mail usual backup the and", "",
        "Many FAILED logins for svc_backup from 10.0.0.1, see http://x.y/z \xC3\xA9\xFF"}) {
    const Prediction prediction = classifier.predict(text, scratch);
    require(prediction.label < classifier.labels().size());
    static_cast<void>(classifier.labels()[prediction.label]);
  }
}

}  // namespace alertsage::testing
