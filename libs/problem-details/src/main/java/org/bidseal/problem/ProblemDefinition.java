package org.bidseal.problem;

import com.google.errorprone.annotations.Immutable;
import org.springframework.http.HttpStatus;

/// What the definition of a problem type states, beside its identifier (RFC 9457 §4): the same for
/// every occurrence.
///
/// @param status status of the answer
/// @param titleEn what is wrong, in English
/// @param titleZh what is wrong, in Chinese
/// @param nextEn what the user should do next, in English
/// @param nextZh what the user should do next, in Chinese
@Immutable
public record ProblemDefinition(
    HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {}
