// hnswlib's graph over the rows of AnnBench, which compiles and runs this. Arguments: dimensions,
// rows, queries, k, build threads, and a folder with base.raw and query.raw (floats) and truth.raw
// (ints, k for each query). Prints build time, bytes a row, and recall against queries a second of
// one thread, by its own time.
#include <hnswlib/hnswlib.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

template <typename T>
static std::vector<T> read(const std::string &path, size_t count) {
  std::vector<T> values(count);
  FILE *file = fopen(path.c_str(), "rb");
  if (!file || fread(values.data(), sizeof(T), count, file) != count) {
    fprintf(stderr, "cannot read %s\n", path.c_str());
    exit(1);
  }
  fclose(file);
  return values;
}

static double seconds(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int, char **args) {
  const size_t dimensions = atol(args[1]), rows = atol(args[2]), queries = atol(args[3]);
  const size_t k = atol(args[4]), threads = atol(args[5]), links = 16, beam = 100;
  const std::string folder = args[6];
  const auto base = read<float>(folder + "/base.raw", dimensions * rows);
  const auto query = read<float>(folder + "/query.raw", dimensions * queries);
  const auto truth = read<int>(folder + "/truth.raw", k * queries);

  hnswlib::L2Space space(dimensions);
  hnswlib::HierarchicalNSW<float> graph(&space, rows, links, beam);
  const double started = seconds(CLOCK_MONOTONIC);
  graph.addPoint(base.data(), 0);
  std::atomic<size_t> next(1);
  std::vector<std::thread> workers;
  for (size_t t = 0; t < threads; t++) {
    workers.emplace_back([&] {
      for (size_t row; (row = next++) < rows;) {
        graph.addPoint(base.data() + row * dimensions, row);
      }
    });
  }
  for (auto &worker : workers) {
    worker.join();
  }
  printf("hnswlib: build %.1f s, %.0f bytes a row besides vectors\n",
         seconds(CLOCK_MONOTONIC) - started,
         (double)graph.size_data_per_element_ - 4.0 * dimensions);

  for (size_t effort : {10, 20, 40, 80, 160, 320, 640}) {
    graph.setEf(effort);
    double best = 1e9;
    size_t hits = 0;
    const double until = seconds(CLOCK_MONOTONIC) + 1.5;
    do {
      hits = 0;
      const double from = seconds(CLOCK_THREAD_CPUTIME_ID);
      for (size_t i = 0; i < queries; i++) {
        auto found = graph.searchKnn(query.data() + i * dimensions, k);
        for (; !found.empty(); found.pop()) {
          for (size_t j = 0; j < k; j++) {
            hits += (size_t)truth[i * k + j] == found.top().second;
          }
        }
      }
      best = std::min(best, seconds(CLOCK_THREAD_CPUTIME_ID) - from);
    } while (seconds(CLOCK_MONOTONIC) < until);
    printf("hnswlib effort %zu: recall %.4f  %8.0f q/s\n", effort,
           hits / (double)(k * queries), queries / best);
    fflush(stdout);
  }
}
