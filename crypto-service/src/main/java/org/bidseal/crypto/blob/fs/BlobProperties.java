package org.bidseal.crypto.blob.fs;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Settings of the blob store, `bidseal.blobs.*`.
///
/// @param folder where blobs lie; every replica of the service sees the same one
/// @param reserve room of the file system that blobs leave free
/// @param draftAge time without a write after which a draft counts as left behind; longer than
///   uploads live
@ConfigurationProperties("bidseal.blobs")
public record BlobProperties(
    @DefaultValue(".data/crypto-blobs") Path folder,
    @DefaultValue("256MB") DataSize reserve,
    @DefaultValue("72h") Duration draftAge) {}
