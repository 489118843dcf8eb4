package org.bidseal.crypto.sealing.content;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.servicedefaults.RequestDeadline;
import org.springframework.http.MediaType;

/// A handler that takes a whole file as its body. It reads the body from the request itself, piece
/// by piece, so there is no parameter to describe it by.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(
    required = true,
    content =
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            schema = @Schema(type = "string", format = "binary")))
@NaturallyIdempotent("a complete upload replaces an earlier one, until the envelope is sealed")
@RequestDeadline(seconds = FileUpload.FOUR_HOURS)
@interface FileUpload {
  /// 4 GiB at 2.4 Mbit/s.
  int FOUR_HOURS = 4 * 60 * 60;
}
