# Builds the addon that bench/transfer measures: packed records made into objects through N-API.
{
  'targets': [
    {
      'target_name': 'objects',
      'sources': ['objects.cc'],
      'dependencies': ['<!(node -p "require(\'node-addon-api\').targets"):node_addon_api_except_all'],
      'defines': ['NAPI_VERSION=9'],
      'cflags_cc!': ['-std=gnu++17', '-std=gnu++20'],
      'cflags_cc': ['-std=c++20', '-O2', '-Wall', '-Wextra'],
    },
  ],
}
