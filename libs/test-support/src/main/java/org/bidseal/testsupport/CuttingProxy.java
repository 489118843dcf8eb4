package org.bidseal.crypto.bidlife;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between a client and a service and breaks connections off, each time after so many bytes
/// of the client.
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Deque<Long> cuts;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong untilCut;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param target port of the service
  /// @param cuts bytes between one cut and the next
  CuttingProxy(int target, List<Long> cuts) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.cuts = new ArrayDeque<>(cuts);
    this.untilCut = new AtomicLong(next());
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /// All bytes that clients have sent, headers included.
  long sent() {
    return sent.get();
  }

  /// Whether every cut was made.
  synchronized boolean isDone() {
    return cuts.isEmpty() && untilCut.get() == Long.MAX_VALUE;
  }

  private synchronized long next() {
    Long cut = cuts.poll();
    return cut == null ? Long.MAX_VALUE : cut;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
        threads.execute(() -> pass(client, service, true));
        threads.execute(() -> pass(service, client, false));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void pass(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      int read;
      while ((read = in.read(buffer)) >= 0) {
        out.write(buffer, 0, read);
        if (counted && isCutBy(read)) {
          return;
        }
      }
    } catch (IOException _) {
      // One end is gone; the other follows.
    }
  }

  private synchronized boolean isCutBy(int read) {
    sent.addAndGet(read);
    if (untilCut.get() == Long.MAX_VALUE || untilCut.addAndGet(-read) > 0) {
      return false;
    }
    untilCut.set(next());
    return true;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
