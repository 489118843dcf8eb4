package org.bidseal.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/// One kind of problem (RFC 9457 §3.1.1). Each service implements it by one enum, whose constants
/// are part of its public contract: clients branch on [#uri()], people read the titles.
/// [ProblemTypesContract] is the test that every such enum passes.
public interface ProblemType {
  /// Name of the constant, UPPER_SNAKE.
  String name();

  /// Short name of the service, as in its public path: `identity`, `seals`, …; `common` for all.
  String service();

  /// What every problem of this type has in common.
  ProblemDefinition definition();

  /// Status of the answer.
  default HttpStatus status() {
    return definition().status();
  }

  /// The code that is answered: the status, unless a protocol demands one that HTTP does not
  /// define.
  default HttpStatusCode answerStatus() {
    return status();
  }

  /// What is wrong, in English; the same for every occurrence.
  default String titleEn() {
    return definition().titleEn();
  }

  /// What is wrong, in Chinese; the same for every occurrence.
  default String titleZh() {
    return definition().titleZh();
  }

  /// What the user should do next, in English.
  default String nextEn() {
    return definition().nextEn();
  }

  /// What the user should do next, in Chinese.
  default String nextZh() {
    return definition().nextZh();
  }

  /// The identifier of the type: `https://bidseal.org/problems/<service>/<kebab-case of the name>`.
  default URI uri() {
    String kebab = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return URI.create("https://bidseal.org/problems/" + service() + "/" + kebab);
  }
}
