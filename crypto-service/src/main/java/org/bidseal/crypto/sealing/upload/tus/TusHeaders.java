package org.bidseal.crypto.sealing.upload.tus;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// The headers of tus 1.0.
final class TusHeaders {
  static final String RESUMABLE = "Tus-Resumable";
  static final String VERSION = "Tus-Version";
  static final String EXTENSION = "Tus-Extension";
  static final String MAX_SIZE = "Tus-Max-Size";
  static final String CHECKSUM_ALGORITHM = "Tus-Checksum-Algorithm";
  static final String LENGTH = "Upload-Length";
  static final String OFFSET = "Upload-Offset";
  static final String METADATA = "Upload-Metadata";
  static final String CHECKSUM = "Upload-Checksum";
  static final String EXPIRES = "Upload-Expires";

  static final String THIS_VERSION = "1.0.0";
  static final String EXTENSIONS = "creation,termination,expiration,checksum";
  static final String SM3 = "sm3";

  /// Media type of a chunk.
  static final String CHUNK = "application/offset+octet-stream";

  private static final int MOST_METADATA = 4096;
  private static final Pattern METADATA_FORM =
      Pattern.compile(
          "[!-+\\--~]+( [A-Za-z0-9+/]*={0,2})?(, ?[!-+\\--~]+( [A-Za-z0-9+/]*={0,2})?)*");

  private TusHeaders() {}

  /// @param value null if the header is not there
  /// @throws org.bidseal.problem.ProblemException UPLOAD_HEADERS_NOT_VALID
  static long length(@Nullable String value) {
    return number(LENGTH, value);
  }

  /// As {@link #length}.
  static long offset(@Nullable String value) {
    return number(OFFSET, value);
  }

  private static ProblemException notValid(String detail) {
    return new ProblemException(UploadProblem.UPLOAD_HEADERS_NOT_VALID, detail);
  }

  private static long number(String header, @Nullable String value) {
    if (value == null || !value.matches("[0-9]{1,18}")) {
      throw notValid("The header " + header + " is a number of bytes.");
    }
    return Long.parseLong(value);
  }

  /// @param value `sm3` and the digest in base64; null if the header is not there
  /// @throws org.bidseal.problem.ProblemException UPLOAD_HEADERS_NOT_VALID
  static @Nullable Sm3Hash checksum(@Nullable String value) {
    if (value == null) {
      return null;
    }
    String[] parts = value.strip().split(" +", -1);
    if (parts.length != 2 || !parts[0].toLowerCase(Locale.ROOT).equals(SM3)) {
      throw notValid(CHECKSUM + " is 'sm3' and the digest in base64.");
    }
    try {
      return Sm3Hash.ofBytes(Base64.getDecoder().decode(parts[1]));
    } catch (IllegalArgumentException _) {
      throw notValid(CHECKSUM + " has 32 bytes in base64.");
    }
  }

  /// @throws org.bidseal.problem.ProblemException UPLOAD_HEADERS_NOT_VALID
  static @Nullable String metadata(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.length() > MOST_METADATA || !METADATA_FORM.matcher(value).matches()) {
      throw notValid(METADATA + " is a list of keys with base64 values.");
    }
    return value;
  }
}
