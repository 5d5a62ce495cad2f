// The addon's entry: what lib/native.ts gets.
#include "fields/describe.h"
#include "napi_setup.h"
#include "native_socket.h"

namespace netlink {
namespace {

// One a Node environment (the main thread, each worker); its sockets hold nothing that outlives it.
class Addon : public Napi::Addon<Addon> {
 public:
  Addon(Napi::Env env, Napi::Object exports) {
    exports.Set("NativeSocket", NativeSocket::define(env));
    DefineAddon(exports, {InstanceMethod<&Addon::describe>("describe")});
  }

 private:
  Napi::Value describe(const Napi::CallbackInfo& info) {
    return Napi::String::New(info.Env(), netlink::describe());
  }
};

}  // namespace
}  // namespace netlink

using netlink::Addon;
NODE_API_ADDON(Addon)
