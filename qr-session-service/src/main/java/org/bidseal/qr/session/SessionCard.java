package org.bidseal.qr.session;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is fixed when a session is made: everything but its state.
///
/// @param enterpriseId the enterprise whose members may scan, or null where any person may
/// @param guests who may scan besides, one by one: each while he is a member of his own enterprise
/// @param reference the task or envelope that the session serves, null for LOGIN and BIND
/// @param expected for BIND: the enterprise as the platform's own records name it
public record SessionCard(
    UUID sessionId,
    Purpose purpose,
    UUID platformId,
    @Nullable UUID enterpriseId,
    List<Guest> guests,
    @Nullable Reference reference,
    Summary summary,
    @Nullable ExpectedEnterprise expected,
    Instant createdAt) {

  public SessionCard {
    guests = List.copyOf(guests);
  }

  /// Somebody of another enterprise.
  public record Guest(@NotNull UUID personId, @NotNull UUID enterpriseId) {}

  /// What a session serves.
  ///
  /// @param type `signing-task`, `bid-envelope`, …; the owner service's word
  public record Reference(String type, UUID id) {}

  /// What the phone shows before anything is confirmed.
  public record Summary(String titleEn, String titleZh, List<Line> lines) {
    public Summary {
      lines = List.copyOf(lines);
    }

    /// One labelled fact, such as the file name or the amount.
    public record Line(String labelEn, String labelZh, String value) {}
  }

  /// An enterprise as a platform's records name it.
  ///
  /// @param uscc unified social credit code, GB 32100-2015
  public record ExpectedEnterprise(String uscc, String name) {}
}
