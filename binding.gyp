# Builds the native addon, build/Release/libnl.node, against the system's libnl found by pkg-config.
{
  'variables': {
    # `node-gyp rebuild --strict=1`: warnings are errors. For checkouts and CI, never for an install.
    'strict%': 0,
    # `node-gyp rebuild --sanitize=1`: AddressSanitizer and UndefinedBehaviorSanitizer.
    'sanitize%': 0,
    'libraries_needed': 'libnl-3.0 libnl-genl-3.0 libnl-route-3.0',
  },
  'targets': [
    {
      'target_name': 'libnl',
      'conditions': [
        ['OS != "linux"', {'type': 'none'}, {
          # gyp would strip the "lib" and build nl.node.
          'product_name': 'libnl',
          'sources': ['<!@(find addon -name "*.cc" | LC_ALL=C sort)'],
          'include_dirs': ['addon'],
          'dependencies': ['<!(node -p "require(\'node-addon-api\').targets"):node_addon_api_except_all'],
          'defines': ['NAPI_VERSION=9'],
          'cflags!': ['-O3'],
          'cflags': [
            '<!@(pkg-config --cflags <(libraries_needed))',
            '-O2', '-Wall', '-Wextra', '-fvisibility=hidden',
          ],
          'cflags_cc!': ['-std=gnu++17', '-std=gnu++20'],
          'cflags_cc': ['-std=c++20'],
          'ldflags': ['-Wl,-z,now', '-Wl,--as-needed'],
          'libraries': ['<!@(pkg-config --libs <(libraries_needed))'],
          'conditions': [
            ['strict == 1', {'cflags': ['-Wconversion', '-Werror']}],
            ['sanitize == 1', {
              'cflags': ['-fsanitize=address,undefined', '-g'],
              'ldflags': ['-fsanitize=address,undefined'],
            }],
          ],
        }],
      ],
    },
  ],
}
