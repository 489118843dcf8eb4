package org.bidseal.qr.code;

import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.keywrapping.rotation.WrappedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Every column of this service that holds a wrapped secret.
@Configuration(proxyBeanMethods = false)
class WrappedColumnsOfQr {
  @Bean
  WrappedColumns wrappedColumns() {
    return WrappedColumns.of(
        WrappedColumn.of("qr_session", "code_key", CodeKey.PURPOSE, "session_id"));
  }
}
