package org.bidseal.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// TCP ports of the loopback address.
public final class Ports {
  /// Linux hands out 32768…60999 to outgoing connections: a server port there may be taken between
  /// finding and using it.
  private static final int FIRST = 20_000;

  private static final int END = 32_768;

  private Ports() {}

  /// A port in 20000…32767 that nobody listens on now.
  public static int free() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(port)) {
        return port;
      }
    }
    throw new EmbeddedServerException("No free TCP port between " + FIRST + " and " + (END - 1));
  }

  /// Whether nobody listens on this port of the loopback address or of all addresses.
  public static boolean isFree(int port) {
    return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        && canBind(new InetSocketAddress(port));
  }

  private static boolean canBind(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      // A port in TIME_WAIT of an ended server is free for the next one.
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
