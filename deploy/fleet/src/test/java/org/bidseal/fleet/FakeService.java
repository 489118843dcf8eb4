package org.bidseal.fleet;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// What the fleet expects of a service's Boot jar, and no more: it unpacks itself, reads its
/// properties, answers the readiness probe, and ends when told so.
public final class FakeService {
  private FakeService() {}

  public static void main(String[] arguments) throws IOException {
    if ("tools".equals(System.getProperty("jarmode"))) {
      Path jar = Path.of(System.getProperty("java.class.path"));
      Path destination = Path.of(arguments[2]);
      Files.createDirectories(destination);
      Files.copy(jar, destination.resolve(jar.getFileName()));
      return;
    }
    Properties properties = new Properties();
    try (InputStream in =
        Files.newInputStream(
            Path.of(
                System.getProperty("spring.config.additional-location")
                    .substring("file:".length())))) {
      properties.load(in);
    }
    if (properties.containsKey("test.fails")) {
      throw new IllegalStateException("ERROR the fake service was told to fail");
    }
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(properties.getProperty("server.port"))),
            50);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          if (exchange.getRequestURI().getPath().equals("/exit")) {
            Runtime.getRuntime().halt(7);
          }
        });
    server.start();
  }
}
