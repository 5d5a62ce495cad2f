// The native half of an open socket, as lib/ holds it: hands commands to the I/O thread and takes
// what it has.
#include "native_socket.h"

#include <span>
#include <string>
#include <utility>

#include "nl/error.h"

namespace netlink {
namespace {

std::span<uint8_t> bytes_of(const Napi::Value& value) {
  auto array = value.As<Napi::Uint8Array>();
  return {array.Data(), array.ByteLength()};
}

ReactorOptions options_of(const Napi::CallbackInfo& info) {
  ReactorOptions options;
  options.protocol = info[0].As<Napi::Number>().Int32Value();
  options.receive_buffer = info[1].As<Napi::Number>().Int32Value();
  options.netns.by = static_cast<NetworkNamespace::By>(info[2].As<Napi::Number>().Int32Value());
  options.netns.number = info[3].As<Napi::Number>().Int32Value();
  options.netns.path = info[4].As<Napi::String>().Utf8Value();
  return options;
}

}  // namespace

Napi::Function NativeSocket::define(Napi::Env env) {
  return DefineClass(env, "NativeSocket",
                     {
                         InstanceMethod<&NativeSocket::submit>("submit"),
                         InstanceMethod<&NativeSocket::take>("take"),
                         InstanceMethod<&NativeSocket::ref>("ref"),
                         InstanceMethod<&NativeSocket::unref>("unref"),
                         InstanceMethod<&NativeSocket::stop>("stop"),
                         InstanceMethod<&NativeSocket::join>("join"),
                     });
}

NativeSocket::NativeSocket(const Napi::CallbackInfo& info) : ObjectWrap(info), env_(info.Env()) {
  wake_ = Wake::New(info.Env(), info[5].As<Napi::Function>(), "netlink", 0, 1);
  try {
    // Non-blocking: an I/O thread never waits for JavaScript, or the join at the environment's end
    // would not return.
    reactor_ =
        std::make_unique<Reactor>(options_of(info), [wake = wake_] { wake.NonBlockingCall(); });
  } catch (const Error& error) {
    wake_.Release();
    throw Napi::Error::New(info.Env(), error.what());
  }
  // Hooks run last in, first out: this one, added after the thread-safe function's own, joins the
  // thread before the function goes.
  napi_add_env_cleanup_hook(env_, end_with_environment, this);
}

NativeSocket::~NativeSocket() { close(); }

void NativeSocket::close() {
  if (!reactor_) return;
  napi_remove_env_cleanup_hook(env_, end_with_environment, this);
  end();
}

void NativeSocket::wake(Napi::Env env, Napi::Function drain, void*, void*) {
  if (!env || drain.IsEmpty()) return;
  napi_value receiver = nullptr, exception = nullptr;
  napi_get_undefined(env, &receiver);
  bool pending = false;
  if (napi_call_function(env, receiver, drain, 0, nullptr, nullptr) == napi_ok) return;
  // Without an exception the environment is ending, and nothing can be called any more.
  if (napi_is_exception_pending(env, &pending) != napi_ok || !pending) return;
  napi_get_and_clear_last_exception(env, &exception);
  napi_fatal_exception(env, exception);
}

void NativeSocket::end_with_environment(void* self) { static_cast<NativeSocket*>(self)->end(); }

void NativeSocket::end() {
  if (!reactor_) return;
  reactor_->stop();
  reactor_->join();
  reactor_.reset();
  wake_.Release();
}

void NativeSocket::submit(const Napi::CallbackInfo& info) {
  if (reactor_) reactor_->submit(bytes_of(info[0]));
}

Napi::Value NativeSocket::take(const Napi::CallbackInfo& info) {
  const int64_t size = reactor_ ? reactor_->take(bytes_of(info[0])) : 0;
  return Napi::Number::New(info.Env(), static_cast<double>(size));
}

void NativeSocket::ref(const Napi::CallbackInfo& info) {
  if (reactor_) wake_.Ref(info.Env());
}

void NativeSocket::unref(const Napi::CallbackInfo& info) {
  if (reactor_) wake_.Unref(info.Env());
}

void NativeSocket::stop(const Napi::CallbackInfo&) {
  if (reactor_) reactor_->stop();
}

void NativeSocket::join(const Napi::CallbackInfo&) { close(); }

}  // namespace netlink
