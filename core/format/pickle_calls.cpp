// What a pickle names and calls. Names are looked up in the allow-list; a call becomes a record.
#include <fmt/format.h>

#include "core/format/pickle_machine.hpp"

namespace alertsage::pickle {

void Machine::global() {
  const std::string_view module = input_.line();
  name_global(module, input_.line());
}

void Machine::stack_global() {
  const std::span<const NodeId> names = top_items(2);
  const Value module(document_, names[0]);
  const Value name(document_, names[1]);
  drop(2);
  name_global(module.text(), name.text());
}

// The key whose value comes next; nothing outside of a dict.
std::optional<std::string_view> Machine::pending_key() const {
  const bool in_dict = floor_ > 0 && document_.nodes_[stack_[floor_ - 1]].kind == Kind::dict;
  if (!in_dict || (stack_.size() - floor_) % 2 == 0 || top().kind() != Kind::text) return {};
  return top().text();
}

// A refusal says whose value it would have been: a callable as `preprocessor` looks like any other
// name to a pickle.
Error Machine::refusal(std::string_view module, std::string_view name) const {
  const bool of_sklearn = module.starts_with("sklearn.");
  const std::string_view key = pending_key().value_or("");
  std::string cause = of_sklearn ? "a part of scikit-learn that is not supported"
                                 : "a class or function that is not on the allow-list";
  if (!key.empty()) cause += fmt::format(", as '{}'", printable(key));
  if (module.starts_with("sklearn.model_selection.")) {
    cause += " (dump its best_estimator_)";
  } else if (key == "tokenizer" || key == "preprocessor" || key == "analyzer") {
    cause += " (nothing is called; a token_pattern can be imported)";
  } else if (!key.empty() && !of_sklearn) {
    cause += " (dump the model without it)";
  }
  return input_.error(ErrorKind::unsupported, cause, fmt::format("{}.{}", module, name));
}

void Machine::name_global(std::string_view module, std::string_view name) {
  const Global global = find_global(module, name);
  if (global == Global::none) throw refusal(module, name);
  push(Kind::global, {.integer = 0}).global = global;
}

void Machine::reduce() {
  call(Use::reduce);
}

void Machine::newobj() {
  call(Use::construct);
}

void Machine::call(Use use) {
  const std::span<const NodeId> operands = top_items(2);
  const Value callee(document_, operands[0]);
  const NodeId args = operands[1];
  const Kind args_kind = document_.nodes_[args].kind;
  if (callee.kind() != Kind::global || (args_kind != Kind::pair && args_kind != Kind::tuple)) {
    throw input_.error(ErrorKind::format,
                       "a call of something that is not a function with arguments");
  }
  const Global global = callee.global();
  if (use_of(global) != use) {
    throw input_.error(ErrorKind::unsupported, "a call of something that is not to be called",
                       full_name(global));
  }
  drop(2);
  Node& record = push(Kind::record, {.pair = {args, 0}});
  record.global = global;
  record.open = true;
  adopt(stack_.back(), args);
}

void Machine::build() {
  const std::span<const NodeId> operands = top_items(2);
  const NodeId target = operands[0];
  const NodeId state = operands[1];
  Node& node = document_.nodes_[target];
  if (node.kind == Kind::record && !node.open) throw changed_too_late();
  if (node.kind != Kind::record || node.payload.pair.second != 0) {
    throw input_.error(ErrorKind::format,
                       fmt::format("a state for {} that takes none", name_of(node.kind)));
  }
  adopt(target, state);
  node.payload.pair.second = state;
  drop(1);
  if (node.global != Global::array_wrapper) return;
  input_.expect_end_of_frame();
  state_ = State::paused;
}

}  // namespace alertsage::pickle
