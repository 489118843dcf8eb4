package org.bidseal.crypto.blob;

import java.util.UUID;
import java.util.regex.Pattern;

/// The name of a blob: lower-case words of letters, digits and hyphens, separated by single
/// slashes, at most 200 characters. No name can climb out of its store.
///
/// @param text for example `envelopes/0195…/0195…`
public record BlobName(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*");
  private static final int LONGEST = 200;

  /// @throws IllegalArgumentException if the text has another form
  public BlobName {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not the name of a blob");
    }
  }

  /// The name `family/owner/version`.
  public static BlobName of(String family, UUID owner, UUID version) {
    return new BlobName(family + "/" + owner + "/" + version);
  }
}
