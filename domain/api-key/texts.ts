/** What is said about API keys. */
export const API_KEY_TEXTS = {
  KEY_TEAMS_MISSING: {
    'zh-CN': '角色为主管的密钥须给出团队',
    en: 'A key with role TEAM_LEAD needs the teams it leads',
  },
  KEY_TEAMS_NOT_TAKEN: {
    'zh-CN': '角色为管理员的密钥不能限定团队',
    en: 'A key with role ADMIN can not be limited to teams',
  },
  KEY_SCOPE_UNKNOWN: {
    'zh-CN': '没有权限范围“{scope}”，可选：{allowed}',
    en: 'There is no scope {scope}; there are: {allowed}',
  },
  KEY_SCOPE_MISSING: {
    'zh-CN': '此密钥没有权限范围“{scope}”',
    en: 'This API key lacks the scope {scope}',
  },
  PEOPLE_ONLY: { 'zh-CN': '只有登录的人可以执行此操作', en: 'Only a person who is signed in may do this' },
  KEY_ENDED: {
    'zh-CN': '密钥无效、已撤销或已过期',
    en: 'This API key is not one, was revoked, or has run out',
  },
  KEY_TEAMS_ONLY: {
    'zh-CN': '此密钥限定于团队，不能执行涉及整个组织的操作',
    en: 'This API key is limited to teams, and this concerns the whole organisation',
  },
  KEY_OVERUSED: {
    'zh-CN': '此密钥调用过于频繁，请稍后再试',
    en: 'This API key asks too often; please try again later',
  },
  KEY_SETS_NO_PASSWORD: { 'zh-CN': '密钥不能设置密码', en: 'An API key can not set a password' },
  KEY_MAKES_NO_ADMIN: {
    'zh-CN': '密钥不能创建或更改管理员',
    en: 'An API key can neither make an administrator nor change one',
  },
} as const;
