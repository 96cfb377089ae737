#include "core/load/model.hpp"

#include <utility>

#include "core/format/model_file.hpp"

namespace alertsage {
namespace {

Bytes bytes_of(const Model::Storage& storage) {
  return std::visit([](const auto& held) { return held.bytes(); }, storage);
}

}  // namespace

Model::Model(Storage storage)
    : storage_(std::move(storage)), classifier_(view_model(bytes_of(storage_))) {}

Bytes Model::bytes() const noexcept {
  return bytes_of(storage_);
}

}  // namespace alertsage
