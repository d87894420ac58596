/** Types and operations on vectors of `lanes` numbers; those that C has no operator for are written out. */
export function prelude(lanes: number): string {
  return `#include <stddef.h>
#include <stdint.h>
#define LANES ${lanes}
typedef int64_t P;
typedef uint32_t W __attribute__((may_alias));
typedef float F __attribute__((vector_size(4 * LANES), may_alias));
typedef uint32_t U __attribute__((vector_size(4 * LANES), may_alias));
typedef int32_t I __attribute__((vector_size(4 * LANES), may_alias));
#define INLINE static inline __attribute__((always_inline))
INLINE U splat(W x) { return (U){0} + x; }
INLINE U choose(U yes, U no, U mask) { return (yes & mask) | (no & ~mask); }
INLINE P anyTrue(U x) {
  W any = 0;
  for (int i = 0; i < LANES; i++) any |= x[i];
  return any != 0;
}
INLINE F absolute(F x) { return (F)((U)x & splat(0x7fffffffu)); }
INLINE F negate(F x) { return (F)((U)x ^ splat(0x80000000u)); }
INLINE F fromSigned(U x) { return __builtin_convertvector((I)x, F); }
INLINE F fromUnsigned(U x) { return __builtin_convertvector(x, F); }
#if defined(__SSE4_1__)
#include <immintrin.h>
#if LANES == 4
#define OP(name) _mm_##name
typedef __m128i WIDE;
#define ODD(x, y) _mm_blend_epi16(x, y, 0xCC)
INLINE F roundDown(F x) { return (F)_mm_floor_ps((__m128)x); }
#elif LANES == 8
#define OP(name) _mm256_##name
typedef __m256i WIDE;
#define ODD(x, y) _mm256_blend_epi32(x, y, 0xAA)
INLINE F roundDown(F x) { return (F)_mm256_floor_ps((__m256)x); }
#else
#define OP(name) _mm512_##name
typedef __m512i WIDE;
#define ODD(x, y) _mm512_mask_blend_epi32(0xAAAA, x, y)
INLINE F roundDown(F x) { return (F)_mm512_roundscale_ps((__m512)x, 9); }
#endif
// The instruction gives its second operand unless the first one is below (above) it.
INLINE F pmin(F a, F b) { return (F)OP(min_ps)(b, a); }
INLINE F pmax(F a, F b) { return (F)OP(max_ps)(b, a); }
INLINE F squareRoot(F x) { return (F)OP(sqrt_ps)(x); }
INLINE U multiplyHigh(U x, U y) {
  WIDE even = OP(mul_epu32)((WIDE)x, (WIDE)y);
  WIDE odd = OP(mul_epu32)(OP(srli_epi64)((WIDE)x, 32), OP(srli_epi64)((WIDE)y, 32));
  return (U)ODD(OP(srli_epi64)(even, 32), odd);
}
#else
#define EACH for (int i = 0; i < LANES; i++)
INLINE F roundDown(F x) { EACH x[i] = __builtin_floorf(x[i]); return x; }
INLINE F squareRoot(F x) { EACH x[i] = __builtin_sqrtf(x[i]); return x; }
INLINE F pmin(F a, F b) { return (F)choose((U)b, (U)a, (U)(b < a)); }
INLINE F pmax(F a, F b) { return (F)choose((U)b, (U)a, (U)(a < b)); }
INLINE U multiplyHigh(U x, U y) { EACH x[i] = (uint32_t)(((uint64_t)x[i] * y[i]) >> 32); return x; }
#endif
`;
}

/**
 * What makes a Node-API module of it. Node-API is a stable interface, so the few declarations needed stand here and no
 * headers of Node have to be there.
 */
export const ADDON = `
typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_callback_info__ *napi_callback_info;
typedef napi_value (*napi_callback)(napi_env, napi_callback_info);
int napi_get_cb_info(napi_env, napi_callback_info, size_t *, napi_value *, napi_value *, void **);
int napi_get_arraybuffer_info(napi_env, napi_value, void **, size_t *);
int napi_get_value_int64(napi_env, napi_value, int64_t *);
int napi_create_function(napi_env, const char *, size_t, napi_callback, void *, napi_value *);
int napi_set_named_property(napi_env, napi_value, const char *, napi_value);
int napi_throw_range_error(napi_env, const char *, const char *);

static napi_value run(napi_env env, napi_callback_info info) {
  size_t given = 5, bytes = 0;
  napi_value arguments[5];
  int64_t number[4] = {0, 0, 0, 0};
  void *memory = NULL;
  int wrong = napi_get_cb_info(env, info, &given, arguments, NULL, NULL) || given != 5;
  wrong = wrong || napi_get_arraybuffer_info(env, arguments[0], &memory, &bytes);
  for (int i = 0; i < 4; i++) wrong = wrong || napi_get_value_int64(env, arguments[i + 1], number + i);
  wrong = wrong || number[0] < 0 || number[0] >= ROUTINES || number[1] < 0 || number[1] >= (int64_t)bytes;
  if (wrong) napi_throw_range_error(env, NULL, "run(memory, routine, tile, clock, count)");
  else routines[number[0]](memory, number[1], number[2], number[3]);
  return NULL;
}

__attribute__((visibility("default"))) napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  napi_value function;
  if (napi_create_function(env, "run", 3, run, NULL, &function) == 0)
    napi_set_named_property(env, exports, "run", function);
  return exports;
}
`;
