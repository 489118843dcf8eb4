package org.bidseal.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Stands between clients and a service and breaks a connection off after so many bytes of the
/// clients. A client that comes while the service is away is told at once.
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Deque<Cut> cuts = new ArrayDeque<>();
  private final AtomicLong sent = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private long sinceCut;

  private record Cut(long after, Runnable then) {}

  /// @param target port of the service on this host
  public CuttingProxy(int target) {
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.target = target;
    threads.execute(this::accept);
  }

  /// Breaks one more connection off.
  ///
  /// @param after so many bytes after the cut before, or from now if none is to come
  /// @param then done before the client learns of it
  public synchronized void cut(long after, Runnable then) {
    if (cuts.isEmpty()) {
      sinceCut = 0;
    }
    cuts.add(new Cut(after, then));
  }

  public int port() {
    return server.getLocalPort();
  }

  /// All bytes of clients that were passed on, headers included.
  public long sent() {
    return sent.get();
  }

  /// Whether every cut was made.
  public synchronized boolean isDone() {
    return cuts.isEmpty();
  }

  private void accept() {
    try {
      while (true) {
        connect(server.accept());
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
      // A service that is killed by the cut ends the way back at once: the client must not learn
      // of it, and spend its attempts, before the service is there again.
      Semaphore cutting = new Semaphore(1);
      threads.execute(() -> pass(client, service, cutting, true));
      threads.execute(() -> pass(service, client, cutting, false));
    } catch (ConnectException _) {
      client.close();
    }
  }

  private void pass(Socket from, Socket to, Semaphore cutting, boolean counted) {
    try (from;
        to) {
      try {
        copy(from.getInputStream(), to.getOutputStream(), cutting, counted);
      } finally {
        cutting.acquireUninterruptibly();
        cutting.release();
      }
    } catch (IOException _) {
      // One end is gone; the other follows.
    }
  }

  private void copy(InputStream in, OutputStream out, Semaphore cutting, boolean counted)
      throws IOException {
    byte[] buffer = new byte[16 * 1024];
    int read;
    while ((read = in.read(buffer)) >= 0) {
      out.write(buffer, 0, read);
      Cut cut = counted ? cutBy(read) : null;
      if (cut != null) {
        cutting.acquireUninterruptibly();
        try {
          cut.then().run();
        } finally {
          cutting.release();
        }
        return;
      }
    }
  }

  private synchronized @Nullable Cut cutBy(int read) {
    sent.addAndGet(read);
    sinceCut += read;
    Cut next = cuts.peek();
    if (next == null || sinceCut < next.after()) {
      return null;
    }
    sinceCut = 0;
    return cuts.poll();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
    // A cut that is being made may still start a service.
    threads.close();
  }
}
