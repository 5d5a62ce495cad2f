// The native half of an open socket, as lib/ holds it: hands commands to the I/O thread and takes
// what it has.
#pragma once

#include <memory>

#include "io/reactor.h"
#include "napi_setup.h"

namespace netlink {

class NativeSocket : public Napi::ObjectWrap<NativeSocket> {
 public:
  static Napi::Function define(Napi::Env env);

  // new NativeSocket(protocol, receiveBuffer, netnsBy, netnsNumber, netnsPath, wake)
  explicit NativeSocket(const Napi::CallbackInfo& info);
  ~NativeSocket() override;
  NativeSocket(const NativeSocket&) = delete;
  NativeSocket& operator=(const NativeSocket&) = delete;

 private:
  void submit(const Napi::CallbackInfo& info);
  Napi::Value take(const Napi::CallbackInfo& info);
  void ref(const Napi::CallbackInfo& info);
  void unref(const Napi::CallbackInfo& info);
  void stop(const Napi::CallbackInfo& info);
  void join(const Napi::CallbackInfo& info);

  // Calls the function that drains the queue. When the environment ends with a wake-up under way,
  // there is none to call.
  static void wake(Napi::Env env, Napi::Function drain, void* context, void* data);
  using Wake = Napi::TypedThreadSafeFunction<void, void, wake>;

  static void end_with_environment(void* self);
  // Ends the thread and lets go of the JavaScript side; does nothing the second time.
  void end();
  // The same before the environment ends.
  void close();

  napi_env env_;
  Wake wake_;
  std::unique_ptr<Reactor> reactor_;
};

}  // namespace netlink
