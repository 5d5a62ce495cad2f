// The one place that includes napi.h, so that its settings are the same everywhere.
#pragma once

#include <napi.h>

static_assert(NAPI_VERSION == 9, "Node 20 has Node-API 9");
