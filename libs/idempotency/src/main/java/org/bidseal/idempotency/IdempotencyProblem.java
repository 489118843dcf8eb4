package org.bidseal.idempotency;

import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems that only repeated writes have.
enum IdempotencyProblem implements ProblemType {
  RESPONSE_NOT_KEPT(
      HttpStatus.CONFLICT,
      "Done already, and the answer is not shown again",
      "操作已完成，结果不再显示",
      "The first request succeeded. Its answer held a secret, which is shown once: use what you received, "
          + "or have a new secret made.",
      "首次请求已成功。其结果含有仅显示一次的密钥：请使用已收到的结果，或重新生成。");

  private final HttpStatus status;
  private final String titleEn;
  private final String titleZh;
  private final String nextEn;
  private final String nextZh;

  IdempotencyProblem(
      HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    this.status = status;
    this.titleEn = titleEn;
    this.titleZh = titleZh;
    this.nextEn = nextEn;
    this.nextZh = nextZh;
  }

  @Override
  public String service() {
    return "common";
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  @Override
  public String titleEn() {
    return titleEn;
  }

  @Override
  public String titleZh() {
    return titleZh;
  }

  @Override
  public String nextEn() {
    return nextEn;
  }

  @Override
  public String nextZh() {
    return nextZh;
  }
}
