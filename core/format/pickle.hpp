// What is in a pickle, as values that point into its document, and live no longer than that.
// core/format/pickle_machine.hpp makes the document, without cycles and no deeper than kMaxDepth.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/format/pickle_document.hpp"

namespace alertsage::pickle {

struct Entry;
template <typename Element>
class Range;

// One value in a document: two words, copied freely. Accessors throw Error (format) at the value's
// offset where it is of another kind.
class Value {
 public:
  static constexpr std::uint32_t kNodes = 1;

  Value(const Document& document, const NodeId* ids) noexcept : Value(document, ids[0]) {}
  Value(const Document& document, NodeId id) noexcept : document_(&document), id_(id) {}

  NodeId id() const noexcept { return id_; }
  Kind kind() const noexcept { return node().kind; }
  std::uint64_t offset() const noexcept { return node().offset; }
  bool is_none() const noexcept { return kind() == Kind::none; }
  bool is_record(Global global) const noexcept {
    return kind() == Kind::record && node().global == global;
  }

  bool boolean() const { return expect(Kind::boolean).integer != 0; }
  std::int64_t integer() const { return expect(Kind::integer).integer; }
  double real() const { return expect(Kind::real).real; }
  std::string_view text() const { return slice(expect(Kind::text)); }
  Bytes bytes() const { return as_bytes(slice(expect(Kind::bytes))); }
  std::size_t array() const { return static_cast<std::size_t>(expect(Kind::array).integer); }

  Global global() const noexcept { return node().global; }  // none where it has none
  Value args() const { return {*document_, expect(Kind::record).pair.first}; }
  std::optional<Value> state() const;  // of a record

  Range<Value> items() const;    // of a tuple, a list or a set
  Range<Entry> entries() const;  // of a dict
  // In a dict of fields. Throws Error (unsupported) where there are more than kMaxFields: looking
  // for one takes O(fields), and a file can share one large dict among many objects.
  std::optional<Value> find(std::string_view key) const;

  // Throws Error (unsupported) where copies of this value's texts would have more bytes than the
  // input has: one text can be used again and again.
  void check_text_size(std::size_t bytes) const;

  // An Error of kind format that is located here.
  Error error(std::string_view cause, std::string_view piece = {}) const;

 private:
  const Node& node() const noexcept { return document_->nodes_[id_]; }
  const Node::Payload& expect(Kind kind) const;
  std::string_view slice(const Node::Payload& payload) const noexcept {
    return as_text(document_->input_).substr(payload.pair.first, payload.pair.second);
  }

  const Document* document_;
  NodeId id_;
};

struct Entry {
  static constexpr std::uint32_t kNodes = 2;

  Entry(const Document& document, const NodeId* ids) noexcept
      : key(document, ids[0]), value(document, ids[1]) {}

  Value key;
  Value value;
};

// The items of a container, each a Value, or an Entry of a dict.
template <typename Element>
class Range {
 public:
  class Iterator {
   public:
    explicit Iterator(Range rest) noexcept : rest_(rest) {}
    Element operator*() const noexcept { return {*rest_.document_, rest_.ids_}; }
    Iterator& operator++() noexcept {
      rest_.ids_ += Element::kNodes;
      rest_.count_ -= Element::kNodes;
      if (rest_.count_ == 0) rest_ = Range(*rest_.document_, rest_.next_);
      return *this;
    }
    bool operator!=(const Iterator& other) const noexcept { return rest_.ids_ != other.rest_.ids_; }

   private:
    Range rest_;
  };

  // Of a chain of chunks, 0 for none.
  Range(const Document& document, std::uint32_t chunk) noexcept : document_(&document) {
    if (chunk == 0) return;
    const std::uint32_t* const at = document.items_.data() + chunk;
    count_ = at[0];
    next_ = at[1];
    ids_ = at + 2;
  }
  // Of a pair.
  Range(const Document& document, Node::Pair const& pair) noexcept
      : document_(&document), ids_(&pair.first), count_(2) {}

  Iterator begin() const noexcept { return Iterator(*this); }
  Iterator end() const noexcept { return Iterator(Range(*document_, 0)); }
  std::size_t size() const noexcept {  // O(chunks)
    std::size_t nodes = 0;
    for (Range rest = *this; rest.count_ != 0; rest = Range(*document_, rest.next_))
      nodes += rest.count_;
    return nodes / Element::kNodes;
  }

 private:
  const Document* document_;
  const NodeId* ids_ = nullptr;
  std::uint32_t count_ = 0;
  std::uint32_t next_ = 0;
};

}  // namespace alertsage::pickle
