package org.bidseal.crypto.key;

import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.keywrapping.rotation.WrappedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Every column of this service that holds a wrapped secret; what each is bound to says the class
/// that wraps it.
@Configuration(proxyBeanMethods = false)
class WrappedColumnsOfCrypto {
  @Bean
  WrappedColumns wrappedColumns() {
    return WrappedColumns.of(
        WrappedColumn.of("split_key", "d2", ShareCustody.SERVER_SHARE, "key_id", "generation"),
        WrappedColumn.of(
            "split_key", "reset_private_key", ShareCustody.RESET_KEY, "key_id", "generation"),
        WrappedColumn.of(
            "holding", "last_answer", "last-answer", "key_id", "device_id", "last_request_id"),
        WrappedColumn.of("decryption_job", "file_key", "file-key", "job_id", "envelope_id"),
        WrappedColumn.of("key_share", "share", "key-share", "envelope_id", "key_id"),
        WrappedColumn.of("upload", "staging_key", "staging-key", "upload_id"),
        WrappedColumn.of("receipt_signer", "private_key", "receipt-signer", "signer_id"),
        WrappedColumn.of("event_lock", "secret", "event-lock-secret", "lock_id"),
        WrappedColumn.of("event_lock_member", "share", "event-lock-share", "lock_id", "position"));
  }
}
