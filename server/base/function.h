// UniqueFunction: std::function for callables that can only be moved (C++23's move_only_function,
// which gcc 12 does not have in C++20). Task is the unit of work that is posted to an executor.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace atelier {

template <class Signature>
class UniqueFunction;

template <class R, class... Args>
class UniqueFunction<R(Args...)> {
 public:
  UniqueFunction() = default;
  UniqueFunction(std::nullptr_t) {}  // NOLINT: as std::function

  template <class F>
  requires(!std::is_same_v<std::remove_cvref_t<F>, UniqueFunction> &&
           std::is_invocable_r_v<R, std::remove_cvref_t<F>&, Args...>)
      UniqueFunction(F&& f)  // NOLINT: as std::function
      : body_(std::make_unique<Body<std::remove_cvref_t<F>>>(std::forward<F>(f))) {}

  R operator()(Args... args) { return body_->call(std::forward<Args>(args)...); }
  explicit operator bool() const { return body_ != nullptr; }

 private:
  struct Base {
    virtual ~Base() = default;
    virtual R call(Args... args) = 0;
  };
  template <class F>
  struct Body final : Base {
    explicit Body(F function) : body(std::move(function)) {}
    R call(Args... args) override { return body(std::forward<Args>(args)...); }
    F body;
  };
  std::unique_ptr<Base> body_;
};

using Task = UniqueFunction<void()>;

}  // namespace atelier
