// Workload R in C: the reference that the generated WebAssembly is measured against, bit for bit the same.
// One vector lane is one subject, one tile is W subjects; a tile makes all its steps before the next tile starts.
//   cc -O3 -msse4.1 -DW=4 -ffp-contract=off workload-r.c -o workload-r -lm   (-mavx2 -DW=8 for eight lanes)
//   -DR16 makes it sixteen times as large: 64 projections in a ring between 64 further groups.
//   ./workload-r SUBJECTS STEPS REPEATS
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifndef W
#define W 4  // lanes: 4 or 8
#endif
#define B 4  // post units handled together: no bit of the result depends on it
#define K 4  // independent vectors worked on at once in the loops over units: nor on this
#ifdef R16
enum { PROJECTIONS = 64 };
#define SOURCE(p) (PROJECTIONS + ((p) + 1) % PROJECTIONS)
#else
enum { PROJECTIONS = 4 };
#define SOURCE(p) (p)
#endif
enum { GROUP = 64, UNITS = 2 * PROJECTIONS * GROUP, SYNAPSES = PROJECTIONS * GROUP * GROUP, MODULATORS = 4, GATES = 4 };
typedef float vf __attribute__((vector_size(4 * W), may_alias));
typedef uint32_t vu __attribute__((vector_size(4 * W), may_alias));
typedef int32_t vi __attribute__((vector_size(4 * W), may_alias));
#if W == 4
#define V(op) _mm_##op
typedef __m128i mi;
#define ODD_OF(a, b) ((vu)_mm_blend_epi16((mi)(a), (mi)(b), 0xCC))  // even lanes of a, odd lanes of b
#else
#define V(op) _mm256_##op
typedef __m256i mi;
#define ODD_OF(a, b) ((vu)_mm256_blend_epi32((mi)(a), (mi)(b), 0xAA))
#endif
#define MIN(a, b) ((vf)V(min_ps)(a, b))
#define MAX(a, b) ((vf)V(max_ps)(a, b))
#define SQRT(a) ((vf)V(sqrt_ps)(a))
#define MULTIPLY_EVEN(a, b) V(mul_epu32)((mi)(a), (mi)(b))  // 64-bit products of the even lanes
#define SWAP(a) ((vu)V(shuffle_epi32)((mi)(a), 0xF5))       // odd lanes to even places
#define F(c) ((float)(c) - (vf){0})
#define U(c) ((uint32_t)(c) - (vu){0})
#define UNROLL _Pragma("GCC unroll 16")
#define EACH UNROLL for (int k = 0; k < K; k++)

// Elementary functions, each for K independent vectors at once: one chain alone would wait for latency.
static inline void horner(vf *p, const vf *x, const float *c, int n) {
  EACH p[k] = F(c[0]);
  UNROLL for (int i = 1; i < n; i++) EACH p[k] = p[k] * x[k] + c[i];
}

static inline void exponential(vf *y, const vf *x) {
  static const float c[] = {1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f,
                            4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f};
  vf q[K], shifted[K], r[K], p[K];
  EACH q[k] = MAX(MIN(x[k], F(88)), F(-87));
  EACH shifted[k] = q[k] * 1.44269504088896341f + 12582912.0f;
  EACH r[k] = q[k] - (shifted[k] - 12582912.0f) * 0.693359375f;
  EACH r[k] = r[k] - (shifted[k] - 12582912.0f) * -2.12194440e-4f;
  horner(p, r, c, 6);
  EACH y[k] = ((p[k] * (r[k] * r[k]) + r[k]) + 1.0f) * (vf)(((vu)shifted[k] << 23) + 0x3f800000u);
}

static inline void logarithm(vf *y, const vf *x) {
  static const float c[] = {7.0376836292e-2f,  -1.1514610310e-1f, 1.1676998740e-1f,
                            -1.2420140846e-1f, 1.4249322787e-1f,  -1.6668057665e-1f,
                            2.0000714765e-1f,  -2.4999993993e-1f, 3.3333331174e-1f};
  vu t[K];
  vf e[K], m[K], z[K], p[K];
  EACH t[k] = (vu)x[k] - 0x3f3504f3u;
  EACH e[k] = __builtin_convertvector((vi)t[k] >> 23, vf);
  EACH m[k] = (vf)((t[k] & 0x7fffffu) + 0x3f3504f3u) - 1.0f;
  EACH z[k] = m[k] * m[k];
  horner(p, m, c, 9);
  EACH p[k] = (p[k] * m[k]) * z[k] + e[k] * -2.12194440e-4f;
  EACH y[k] = (m[k] + (p[k] - z[k] * 0.5f)) + e[k] * 0.693359375f;
}

// Random numbers: Philox4x32-10 with the key (0x12345678, 0x9abcdef0), then Box-Muller.
static inline void multiply_wide(vu a, uint32_t factor, vu *high, vu *low) {
  mi even = MULTIPLY_EVEN(a, U(factor)), odd = MULTIPLY_EVEN(SWAP(a), U(factor));
  *high = ODD_OF(SWAP(even), odd);
  *low = a * factor;
}

static inline void philox(vu c[4][K]) {
  uint32_t k0 = 0x12345678u, k1 = 0x9abcdef0u;
  UNROLL for (int i = 0; i < 10; i++, k0 += 0x9E3779B9u, k1 += 0xBB67AE85u) EACH {
    vu h0, l0, h1, l1;
    multiply_wide(c[0][k], 0xD2511F53u, &h0, &l0);
    multiply_wide(c[2][k], 0xCD9E8D57u, &h1, &l1);
    c[0][k] = h1 ^ c[1][k] ^ k0, c[1][k] = l1, c[2][k] = h0 ^ c[3][k] ^ k1, c[3][k] = l0;
  }
}

// K pairs of random words become K pairs of normal numbers, in place.
static inline void box_muller(vu *v) {
  static const float cs[] = {-1.9515295891e-4f, 8.3321608736e-3f, -1.6666654611e-1f};
  static const float cc[] = {2.443315711809948e-5f, -1.388731625493765e-3f, 4.166664568298827e-2f};
  vf u[K], radius[K], angle[K], z[K], s[K], c[K];
  vu swap[K];
  EACH u[k] = __builtin_convertvector((vi)((v[2 * k] >> 8) + 1u), vf) * 0x1p-24f;
  logarithm(radius, u);
  EACH radius[k] = SQRT(radius[k] * -2.0f);
  EACH angle[k] = __builtin_convertvector((vi)v[2 * k + 1] >> 8, vf) * 0x1.921fb6p-24f;
  EACH z[k] = angle[k] * angle[k];
  horner(s, z, cs, 3);
  horner(c, z, cc, 3);
  EACH s[k] = (s[k] * z[k]) * angle[k] + angle[k];
  EACH c[k] = ((c[k] * z[k]) * z[k] - z[k] * 0.5f) + 1.0f;
  EACH swap[k] = ((vu)s[k] ^ (vu)c[k]) & (vu)((vi)(v[2 * k + 1] << 31) >> 31);
  EACH {
    vu k0 = v[2 * k + 1] << 31, k1 = (v[2 * k + 1] >> 1) << 31;
    v[2 * k] = (vu)(radius[k] * (vf)((vu)c[k] ^ swap[k] ^ k0 ^ k1));
    v[2 * k + 1] = (vu)(radius[k] * (vf)((vu)s[k] ^ swap[k] ^ k1));
  }
}

typedef struct {
  vu subject;
  vf modulator[MODULATORS], activation[UNITS], rate[UNITS], input[UNITS];
  struct {
    vf w, e;
  } synapse[PROJECTIONS][GROUP / B][GROUP][B];  // projection, block of post units, pre, post in the block
} Tile;

// Synapse n = (projection * 64 + post) * 64 + pre.
#define SYNAPSE(T, n) ((T)->synapse[(n) / GROUP / GROUP][(n) / GROUP % GROUP / B][(n) % GROUP][(n) / GROUP % B])

static float external[UNITS], first_weight[SYNAPSES], phasic[300][MODULATORS];

static void step_modulators(Tile *T, int t, vf gate[GATES]) {
  static const float decay[MODULATORS] = {0.9f, 0.95f, 0.8f, 0.98f};
  static const float share[GATES][MODULATORS] = {
      {1, .2f, -.1f, .05f}, {.5f, .5f, 0, .1f}, {-.3f, .8f, .2f, 0}, {.9f, 0, .3f, -.2f}};
  vf *M = T->modulator;
  for (int m = 0; m < MODULATORS; m++) M[m] = M[m] * decay[m] + phasic[t % 300][m];
  for (int p = 0; p < GATES; p++)
    gate[p] = (((M[0] * share[p][0] + M[1] * share[p][1]) + M[2] * share[p][2]) + M[3] * share[p][3]) * 2e-4f;
}

__attribute__((noinline)) static void step_units(Tile *T, int t) {
  static vu noise[UNITS];  // first random words, then normal numbers
  for (int i = 0; i < UNITS / 4; i += K) {
    vu c[4][K];
    EACH c[0][k] = U(i + k), c[1][k] = U(t), c[2][k] = T->subject, c[3][k] = U(0);
    philox(c);
    EACH for (int q = 0; q < 4; q++) noise[4 * (i + k) + q] = c[q][k];
  }
  for (int u = 0; u < UNITS; u += 2 * K) box_muller(noise + u);
  for (int u = 0; u < UNITS; u += K) {
    vf x[K], y[K];
    EACH x[k] = T->activation[u + k];
    EACH x[k] = (x[k] + ((T->input[u + k] - x[k]) + external[u + k]) * 0.2f) + (vf)noise[u + k] * 0x1.6e5b7ep-5f;
    EACH T->activation[u + k] = x[k];
    EACH y[k] = -(x[k] * 4.0f);
    exponential(y, y);
    EACH T->rate[u + k] = 1.0f / (1.0f + y[k]);
  }
}

__attribute__((noinline)) static void step_synapses(Tile *T, const vf gate[GATES]) {
  for (int p = 0; p < PROJECTIONS; p++) {
    const vf *pre = T->rate + SOURCE(p) * GROUP, *post = T->rate + UNITS / 2 + p * GROUP, g = gate[p % GATES];
    for (int i = 0; i < GROUP / B; i++) {
      vf sum[B], factor[B];
      for (int b = 0; b < B; b++) sum[b] = F(0), factor[b] = post[i * B + b] * 0.01f;
      for (int j = 0; j < GROUP; j++) {
        vf r = pre[j];
        UNROLL for (int b = 0; b < B; b++) {
          vf w = T->synapse[p][i][j][b].w, e = T->synapse[p][i][j][b].e;
          sum[b] = sum[b] + w * r;
          T->synapse[p][i][j][b].e = e = e * 0.98f + factor[b] * r;
          T->synapse[p][i][j][b].w = MIN(MAX(w + g * e, F(0)), F(0.05f));
        }
      }
      for (int b = 0; b < B; b++) T->input[UNITS / 2 + p * GROUP + i * B + b] = sum[b];
    }
  }
}

static int subjects, steps, tiles;
static Tile *tile;

static void start(void) {
  uint32_t state = 12345;
#define NEXT() (state = state * 1664525u + 1013904223u, (state >> 8) / 16777216.0)
  for (int u = 0; u < UNITS; u++) external[u] = (float)(NEXT() - 0.5);
  for (int n = 0; n < SYNAPSES; n++) first_weight[n] = (float)(NEXT() * 0.03);
  for (int t = 0; t < 300; t++)
    for (int m = 0; m < MODULATORS; m++) phasic[t][m] = t % 100 != 10 * m ? 0 : m == 0 && t == 0 ? -1 : 1;
  memset(tile, 0, sizeof(Tile) * tiles);
  for (int s = 0; s < subjects; s++) tile[s / W].subject[s % W] = s;
  for (int q = 0; q < tiles; q++)
    for (int n = 0; n < SYNAPSES; n++) SYNAPSE(tile + q, n).w = F(first_weight[n]);
}

static void run(void) {
  for (int q = 0; q < tiles; q++)
    for (int t = 0; t < steps; t++) {
      vf gate[GATES];
      step_modulators(tile + q, t, gate);
      step_units(tile + q, t);
      step_synapses(tile + q, gate);
    }
}

static uint32_t hash;
static void eat(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  hash = (hash ^ bits) * 0x01000193u;
  hash ^= hash >> 15;
}

static uint32_t digest(int full) {
  hash = 0x811c9dc5u;
  for (int s = 0; s < subjects; s++) {
    Tile *T = tile + s / W;
    int l = s % W;
    for (int u = 0; u < UNITS; u++) eat(T->activation[u][l]);
    for (int n = 0; n < SYNAPSES; n++) eat(SYNAPSE(T, n).w[l]);
    for (int n = 0; full && n < SYNAPSES; n++) eat(SYNAPSE(T, n).e[l]);
    for (int u = 0; full && u < 2 * UNITS; u++) eat(u < UNITS ? T->rate[u][l] : T->input[u - UNITS][l]);
    for (int m = 0; full && m < MODULATORS; m++) eat(T->modulator[m][l]);
  }
  return hash;
}

static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

// Clock of the processor: a chain of additions, one cycle each.
static double clock_rate(void) {
  enum { TURNS = 20000000, CHAIN = 8 };
  double best = 0;
  for (int k = 0; k < 3; k++) {
    uint64_t x = 0;
    double begin = cpu_seconds();
    for (int i = 0; i < TURNS; i++)
      UNROLL for (int c = 0; c < CHAIN; c++) __asm__ volatile("add $1, %0" : "+r"(x));
    double rate = (double)TURNS * CHAIN / (cpu_seconds() - begin);
    if (rate > best) best = rate;
  }
  return best;
}

int main(int argc, char **argv) {
  if (argc != 4 || atoi(argv[1]) <= 0 || atoi(argv[1]) % W) {
    fprintf(stderr, "usage: %s SUBJECTS(multiple of %d) STEPS REPEATS\n", argv[0], W);
    return 2;
  }
  subjects = atoi(argv[1]), steps = atoi(argv[2]), tiles = subjects / W;
  int repeats = atoi(argv[3]);
  tile = aligned_alloc(4096, (sizeof(Tile) * tiles + 4095) / 4096 * 4096);
  if (tile == NULL) return 1;
  double best = HUGE_VAL;
  for (int k = 0; k <= repeats; k++) {  // the first run is a warm-up
    start();
    double begin = cpu_seconds();
    run();
    double seconds = cpu_seconds() - begin;
    if (k > 0 && seconds < best) best = seconds;
  }
  printf("{\"cpuSeconds\":%.6f,\"clock\":%.4g,\"digest\":\"%08x\",\"full\":\"%08x\"}\n", best, clock_rate(), digest(0),
         digest(1));
}
