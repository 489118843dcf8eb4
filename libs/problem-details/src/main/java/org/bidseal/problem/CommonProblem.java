package org.bidseal.problem;

import org.springframework.http.HttpStatus;

/// Problems that every service can answer with.
public enum CommonProblem implements ProblemType {
  VALIDATION_FAILED(
      HttpStatus.BAD_REQUEST,
      "Some fields are not valid",
      "部分字段不符合要求",
      "Correct the fields listed under errors and send the request again.",
      "请更正 errors 中列出的字段后重新提交。"),
  MALFORMED_REQUEST(
      HttpStatus.BAD_REQUEST,
      "The request cannot be read",
      "无法解析请求",
      "Compare the request with the API description and send it again.",
      "请对照接口说明检查请求后重新提交。"),
  IDEMPOTENCY_KEY_MISSING(
      HttpStatus.BAD_REQUEST,
      "The header Idempotency-Key is missing",
      "缺少 Idempotency-Key 请求头",
      "Send the request again with a new Idempotency-Key of 1 to 128 printable characters.",
      "请附上新的 Idempotency-Key（1 至 128 个可打印字符）后重新提交。"),
  IDEMPOTENCY_KEY_REUSED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The Idempotency-Key was used for another request",
      "该 Idempotency-Key 已用于其他请求",
      "Use a new Idempotency-Key for a new request.",
      "请为新的请求使用新的 Idempotency-Key。"),
  UNAUTHENTICATED(
      HttpStatus.UNAUTHORIZED,
      "Not signed in",
      "未登录或登录已失效",
      "Sign in and send the request again with a valid access token.",
      "请登录后携带有效的访问令牌重新提交。"),
  FORBIDDEN(
      HttpStatus.FORBIDDEN,
      "Not allowed",
      "没有权限",
      "Use an account that has the required role, or ask an administrator for it.",
      "请使用具有所需角色的账号，或联系管理员开通权限。"),
  NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "Not found",
      "未找到",
      "Check the address and the identifier; the object may also belong to someone else.",
      "请检查地址和编号；该对象也可能不属于当前账号。"),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED,
      "The address does not support this method",
      "该地址不支持此请求方法",
      "Use one of the methods named in the Allow header.",
      "请使用 Allow 响应头中列出的方法。"),
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE,
      "No answer in an accepted format",
      "无法以所要求的格式应答",
      "Accept application/json.",
      "请在 Accept 请求头中接受 application/json。"),
  CONFLICT(
      HttpStatus.CONFLICT,
      "The object was changed in the meantime",
      "对象状态已变化",
      "Load the object again and decide anew.",
      "请重新加载该对象后再操作。"),
  PAYLOAD_TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "The request is too large",
      "请求内容过大",
      "Send a smaller body; see the limits in the API description.",
      "请减小请求内容；限制见接口说明。"),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "The content type is not supported",
      "不支持的内容类型",
      "Send one of the content types named in the API description.",
      "请使用接口说明中列出的内容类型。"),
  RATE_LIMITED(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many requests",
      "请求过于频繁",
      "Wait for the time in the Retry-After header and try again.",
      "请等待 Retry-After 响应头给出的时间后重试。"),
  INTERNAL(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "Something went wrong on our side",
      "服务内部错误",
      "Try again later; if it stays, tell support the trace id.",
      "请稍后重试；如仍失败，请将 traceId 告知客服。"),
  UPSTREAM_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "Temporarily unavailable",
      "服务暂不可用",
      "Wait for the time in the Retry-After header and try again.",
      "请等待 Retry-After 响应头给出的时间后重试。"),
  TIMED_OUT(
      HttpStatus.GATEWAY_TIMEOUT,
      "It took too long",
      "处理超时",
      "Look whether it took effect, then try again with the same Idempotency-Key.",
      "请先确认操作是否已生效，再使用相同的 Idempotency-Key 重试。");

  private final ProblemDefinition definition;

  CommonProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "common";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}
