package org.bidseal.identity.person;

import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.keywrapping.rotation.WrappedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Every column of this service that holds a wrapped secret.
@Configuration(proxyBeanMethods = false)
class WrappedColumnsOfIdentity {
  @Bean
  WrappedColumns wrappedColumns() {
    return WrappedColumns.of(
        number("person", "id_number_wrapped", "person_id"),
        number("real_name_verification", "id_number_wrapped", "person_id"),
        number("enterprise_claim", "legal_id_wrapped", "claim_id"),
        number("enterprise", "legal_id_wrapped", "enterprise_id"),
        WrappedColumn.of("authority", "wrapped_key", "authority-key", "role"));
  }

  private static WrappedColumn number(String table, String column, String owner) {
    return WrappedColumn.of(table, column, PersonalData.PURPOSE, owner);
  }
}
