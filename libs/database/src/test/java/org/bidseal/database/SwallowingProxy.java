package org.bidseal.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A TCP proxy before PostgreSQL that can play a network which swallows every packet: connections
/// stay open, nothing arrives, nobody is told.
final class SwallowingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int targetPort;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean swallowing;

  SwallowingProxy(int targetPort) throws IOException {
    this.targetPort = targetPort;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("proxy").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /// What was sent while it swallowed is lost for good, as in a network that drops packets and
  /// connections without a word.
  void swallow(boolean swallowing) {
    this.swallowing = swallowing;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket client = server.accept();
        Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort);
        open.add(client);
        open.add(target);
        Thread.ofPlatform().daemon().start(() -> pump(client, target));
        Thread.ofPlatform().daemon().start(() -> pump(target, client));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      int length = in.read(buffer);
      while (length >= 0) {
        if (!swallowing) {
          out.write(buffer, 0, length);
        }
        length = in.read(buffer);
      }
    } catch (IOException _) {
      // One side is gone; closing the streams tells the other.
    }
  }
}
