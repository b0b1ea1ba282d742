/** Settings given on the server's command line at each start, so that they follow the code and not an old file. */
export function serverSettings(options: {
  readonly socketDirectory: string;
  readonly durable: boolean;
}): string[] {
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: '', // no TCP: nothing to find, nothing to guess passwords at
    unix_socket_directories: `"${options.socketDirectory.replaceAll('"', '""')}"`, // a list; quotes keep commas
    unix_socket_permissions: '0777', // who may connect is decided by the directory, then by password
    password_encryption: 'scram-sha-256',
    max_connections: '100',
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    max_parallel_workers_per_gather: '0', // containers often have 64 MB of shared memory
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on', // a week of logs, never more
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_min_error_statement: 'panic', // statements stay out of the log: they may carry personal data
    idle_in_transaction_session_timeout: '60s',
    ...(options.durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
