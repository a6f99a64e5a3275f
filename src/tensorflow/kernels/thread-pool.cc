// TensorFlow's C interface does not lend its threads to kernels, so these have their own. Workers sleep when there is
// nothing to do and never spin: the matrix products between two of these loops need the processors.
#include "thread-pool.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

#if defined(__linux__)
#include <sched.h>
#endif

namespace labmate {
namespace {

int processors() {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
#endif
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

struct Loop {
  void (*work)(void*, int64_t);
  void* context;
  int64_t count;
  std::atomic<int64_t> next{0};

  /** The first failure, thrown where the loop was called: an exception must not leave a thread of ours. */
  std::exception_ptr failure;
  std::once_flag failed;

  void takePart() {
    try {
      for (int64_t index = next++; index < count; index = next++) work(context, index);
    } catch (...) {
      std::call_once(failed, [this] { failure = std::current_exception(); });
    }
  }
};

class Pool {
 public:
  explicit Pool(int threads) {
    try {
      for (; threads_ < threads; threads_++) std::thread([this] { serve(); }).detach();
    } catch (const std::system_error&) {
      // The system gives no more threads; those that are there do.
    }
  }

  void run(Loop& loop) {
    // One loop at a time has the workers. Another caller (TensorFlow runs independent ops at once) does its own alone.
    std::unique_lock<std::mutex> only(callers_, std::try_to_lock);
    if (!only.owns_lock() || loop.count < 2) return loop.takePart();
    const int seats = static_cast<int>(std::min<int64_t>(threads_ - 1, loop.count - 1));
    {
      std::lock_guard<std::mutex> lock(mutex_);
      loop_ = &loop;
      seats_ = seats;
    }
    seats == 1 ? arrived_.notify_one() : arrived_.notify_all();
    loop.takePart();
    std::unique_lock<std::mutex> lock(mutex_);
    // Whoever has not woken up yet is not waited for.
    loop_ = nullptr;
    left_.wait(lock, [this] { return busy_ == 0; });
  }

 private:
  void serve() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      arrived_.wait(lock, [this] { return loop_ != nullptr && seats_ > 0; });
      Loop* loop = loop_;
      seats_--;
      busy_++;
      lock.unlock();
      loop->takePart();
      lock.lock();
      if (--busy_ == 0) left_.notify_one();
    }
  }

  /** The caller is one of them. */
  int threads_ = 1;
  std::mutex callers_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::condition_variable left_;
  Loop* loop_ = nullptr;
  int seats_ = 0;
  int busy_ = 0;
};

/** Never destroyed: its threads sleep in it until the process ends. */
Pool& pool() {
  static Pool* const instance = new Pool(processors());
  return *instance;
}

}  // namespace

void runParallel(int64_t count, void (*work)(void*, int64_t), void* context) {
  Loop loop{work, context, count};
  pool().run(loop);
  if (loop.failure) std::rethrow_exception(loop.failure);
}

}  // namespace labmate
