package org.bidseal.crypto.problem;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/// What can be wrong with files, what is said of them, their uploads and their store.
public enum UploadProblem implements ProblemType {
  HEADER_NOT_VALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The envelope's header is not valid",
      "标书头无效",
      "Seal the bid again for the chosen recipients.",
      "请按选定的接收者重新加密标书。"),
  HEADER_OF_ANOTHER_BID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The header belongs to another bid or opening",
      "标书头属于其他标书或其他开标",
      "Seal the file for this envelope; what was sealed for another cannot be used again.",
      "请为本标书重新加密；为其他标书加密的文件不能重复使用。"),
  HEADER_RECIPIENTS_DIFFER(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The header names other recipients than were chosen",
      "标书头中的接收者与所选不一致",
      "Fetch the envelope again and seal the file for the recipients that the phone chose.",
      "请重新获取标书信息，并按手机所选的接收者重新加密。"),
  HEADER_POLICY_DIFFERS(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The header lets other numbers of recipients open the bid than were chosen",
      "标书头中的共同解密人数与所选不一致",
      "Fetch the envelope again and seal the file as the phone chose, with a tool that knows"
          + " envelopes of version 2.",
      "请重新获取标书信息，并使用支持第 2 版标书格式的工具按手机所选重新加密。"),
  CONTENT_NOT_VALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The content is not what was described",
      "上传内容与标书描述不符",
      "Upload the envelope that the header and the sizes belong to.",
      "请上传与标书头及大小一致的标书文件。"),
  FILE_EMPTY(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The file is empty",
      "文件为空",
      "Choose the bid file again; nothing was announced.",
      "请重新选择标书文件。"),
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
      "文件未保存，请联系平台运营方提高配额或清理上传文件。"),
  STORAGE_FULL(
      HttpStatus.INSUFFICIENT_STORAGE,
      "There is no room for the file",
      "存储空间不足",
      "Nothing was stored. Try again later and tell the operator.",
      "文件未保存,请稍后重试并联系运营方。"),
  STORAGE_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The file store does not answer",
      "文件存储暂不可用",
      "Try again in a moment.",
      "请稍后重试。");

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
