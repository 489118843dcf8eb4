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
      threads.execute(() -> pass(client, service, true));
      threads.execute(() -> pass(service, client, false));
    } catch (ConnectException _) {
      client.close();
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
        Cut cut = counted ? cutBy(read) : null;
        if (cut != null) {
          cut.then().run();
          return;
        }
      }
    } catch (IOException _) {
      // One end is gone; the other follows.
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
  }
}
