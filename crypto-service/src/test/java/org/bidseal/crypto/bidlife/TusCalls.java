package org.bidseal.crypto.bidlife;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;

/// Requests of tus, one by one.
///
/// @param token of the platform
record TusCalls(HttpClient http, int port, String token) {
  static final String CHUNK = "application/offset+octet-stream";

  /// An answer's status, headers and body.
  record Answer(int status, HttpResponse<byte[]> response) {
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    long offset() {
      return Long.parseLong(header("Upload-Offset"));
    }

    Answer expect(int expected) {
      new Api.Answer(status, response.body()).expectStatus(expected);
      return this;
    }

    String problem(int expected) {
      return new Api.Answer(status, response.body()).problem(expected);
    }
  }

  Answer options(UUID envelopeId) {
    return send("OPTIONS", uploads(envelopeId), new byte[0]);
  }

  Answer create(UUID envelopeId, long length, String... headers) {
    return send(
        "POST",
        uploads(envelopeId),
        new byte[0],
        with(headers, "Tus-Resumable", "1.0.0", "Upload-Length", Long.toString(length)));
  }

  /// Path of a new upload.
  String created(UUID envelopeId, long length) {
    return create(envelopeId, length).expect(201).header("Location");
  }

  Answer head(String upload) {
    return send("HEAD", upload, new byte[0], "Tus-Resumable", "1.0.0");
  }

  Answer delete(String upload) {
    return send("DELETE", upload, new byte[0], "Tus-Resumable", "1.0.0");
  }

  Answer seal(String upload) {
    return send("POST", upload + "/sealing", new byte[0]);
  }

  Answer patch(String upload, long offset, byte[] bytes, String... headers) {
    return send(
        "PATCH",
        upload,
        bytes,
        with(
            headers,
            "Tus-Resumable",
            "1.0.0",
            "Upload-Offset",
            Long.toString(offset),
            "Content-Type",
            CHUNK));
  }

  /// A range of a file as a chunk, with its SM3.
  Answer checked(String upload, byte[] file, int from, int to) {
    byte[] chunk = Arrays.copyOfRange(file, from, to);
    return patch(upload, from, chunk, "Upload-Checksum", checksum(chunk));
  }

  static String checksum(byte[] chunk) {
    return "sm3 " + Base64.getEncoder().encodeToString(Sm3Hash.of(chunk).bytes());
  }

  /// Announces a whole chunk, sends the first bytes of it and is gone.
  void cut(String upload, long offset, byte[] chunk, int sent, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\n");
    String[] all =
        with(
            headers,
            "Authorization",
            "Bearer " + token,
            "Tus-Resumable",
            "1.0.0",
            "Upload-Offset",
            Long.toString(offset),
            "Content-Type",
            CHUNK,
            "Content-Length",
            Integer.toString(chunk.length));
    for (int i = 0; i < all.length; i += 2) {
      head.append(all[i]).append(": ").append(all[i + 1]).append("\r\n");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream()) {
      out.write(head.append("\r\n").toString().getBytes(US_ASCII));
      out.write(chunk, 0, sent);
      out.flush();
    }
  }

  Answer send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String uploads(UUID envelopeId) {
    return Api.BASE + "/envelopes/" + envelopeId + "/uploads";
  }

  private static String[] with(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
