package org.bidseal.crypto.problem;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/// What can be wrong with an upload.
public enum UploadProblem implements ProblemType {
  FILE_TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "The file is larger than 4 GiB",
      "文件超过 4 GiB",
      "Split the bid, or make its pictures smaller, and announce it again.",
      "请拆分标书或压缩其中的图片后重新提交。"),
  UPLOAD_NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "No such upload",
      "上传任务不存在",
      "Begin a new upload for this envelope.",
      "请为该标书重新创建上传任务。"),
  UPLOAD_GONE(
      HttpStatus.GONE,
      "The upload has ended",
      "上传任务已失效",
      "Begin a new upload for this envelope.",
      "请为该标书重新创建上传任务。"),
  UPLOAD_OFFSET_MISMATCH(
      HttpStatus.CONFLICT,
      "The upload goes on at another offset",
      "上传偏移量不一致",
      "Ask for the offset (HEAD) and continue from there.",
      "请查询当前偏移量（HEAD）后从该处继续上传。"),
  UPLOAD_IN_PROGRESS(
      HttpStatus.LOCKED,
      "Somebody is writing to this upload",
      "该上传任务正在写入",
      "Try again in a moment; a broken connection is noticed within half a minute.",
      "请稍后重试；中断的连接会在半分钟内释放。"),
  UPLOAD_HEADERS_NOT_VALID(
      HttpStatus.BAD_REQUEST,
      "A header of the upload is missing or not valid",
      "上传请求头缺失或无效",
      "Use a tus 1.0 client; checksums are SM3.",
      "请使用 tus 1.0 客户端；校验算法为 SM3。"),
  TUS_VERSION_NOT_SUPPORTED(
      HttpStatus.PRECONDITION_FAILED,
      "This version of tus is not spoken here",
      "不支持该 tus 协议版本",
      "Send Tus-Resumable: 1.0.0.",
      "请发送 Tus-Resumable: 1.0.0。"),
  CHUNK_CHECKSUM_MISMATCH(
      HttpStatus.BAD_REQUEST,
      "The chunk arrived with another SM3",
      "分片的 SM3 校验值不一致",
      "Send the chunk again.",
      "请重新发送该分片。"),
  STORAGE_QUOTA_EXCEEDED(
      HttpStatus.INSUFFICIENT_STORAGE,
      "The platform's storage quota is used up",
      "平台存储配额已用完",
      "Ask the platform's operator to raise the quota or to remove uploads; nothing was stored.",
      "文件未保存，请联系平台运营方提高配额或清理上传文件。");

  private final ProblemDefinition definition;

  UploadProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  /// tus 1.0 has a code of its own for a checksum; who does not know 460 takes it for 400 (RFC 9110
  /// §15).
  @Override
  public HttpStatusCode answerStatus() {
    return this == CHUNK_CHECKSUM_MISMATCH ? HttpStatusCode.valueOf(460) : status();
  }

  @Override
  public String service() {
    return "crypto";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}
