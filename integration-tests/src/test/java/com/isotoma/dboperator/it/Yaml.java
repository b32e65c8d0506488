package com.isotoma.dboperator.it;

import com.isotoma.dboperator.testsupport.LocalServers;

/** Resources as a team would write them. */
final class Yaml {
    private Yaml() {}

    /** A PostgreSQL Database with a place for backups; its admin's password stands in the Secret {@code admin}. */
    static String postgresql(String name) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata:
                  name: %s
                spec:
                  driver: postgresql
                  connect:
                    host: %s
                    port: %d
                  credentials:
                    username:
                      value: %s
                    password:
                      valueFrom:
                        secretKeyRef:
                          name: admin
                          key: password
                %s
                """.formatted(
                        name,
                        PostgresqlServer.HOST,
                        PostgresqlServer.PORT,
                        PostgresqlServer.ADMIN,
                        backupTo(LocalServers.of("S3", "BUCKET")));
    }

    /** The lines of {@code backupTo}; the access key stands in the Secret {@code store}. */
    static String backupTo(String bucket) {
        return """
                  backupTo:
                    s3:
                      bucket: %s
                      region: %s
                      endpoint: %s
                      credentials:
                        accessKeyId:
                          valueFrom:
                            secretKeyRef:
                              name: store
                              key: id
                        secretAccessKey:
                          valueFrom:
                            secretKeyRef:
                              name: store
                              key: secret
                """.formatted(bucket, LocalServers.of("S3", "REGION"), LocalServers.of("S3", "ENDPOINT"))
                .indent(0)
                .replaceAll("(?m)^(?! {2})", "  ");
    }

    /**
     * @param from the fields below {@code spec.from}
     * @param overwrite the policy
     */
    static String restore(String name, String database, String from, String overwrite) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: Restore
                metadata:
                  name: %s
                spec:
                  database: %s
                  from: {%s}
                  overwrite: %s
                """.formatted(name, database, from, overwrite);
    }

    static String backup(String name, String database) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: Backup
                metadata:
                  name: %s
                spec:
                  database: %s
                """.formatted(name, database);
    }
}
