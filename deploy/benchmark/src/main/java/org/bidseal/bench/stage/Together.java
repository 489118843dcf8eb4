package org.bidseal.bench.stage;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Runs things side by side, on virtual threads.
public final class Together {
  private Together() {}

  /// All results, in order; throws the first failure once all have ended.
  public static <T> List<T> run(List<Supplier<T>> work) {
    return run(work, Executors.newVirtualThreadPerTaskExecutor());
  }

  /// The same, a few at a time.
  public static <T> List<T> run(List<Supplier<T>> work, int atOnce) {
    return run(work, Executors.newFixedThreadPool(atOnce));
  }

  private static <T> List<T> run(List<Supplier<T>> work, ExecutorService threads) {
    try (threads) {
      return work.stream().map(one -> CompletableFuture.supplyAsync(one, threads)).toList().stream()
          .map(CompletableFuture::join)
          .toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
