import type { Label } from '../message.js';

/** What the intake says to whoever delivers: a title for each kind of problem, and details where there is more to say. */
export const INTAKE_TEXTS = {
  INTAKE_UNKNOWN_KEY: { 'zh-CN': '密钥无效', en: 'The key is not valid' },
  INTAKE_UNKNOWN_KEY_DETAIL: {
    'zh-CN': '密钥不存在、已更换，或来源已停用',
    en: 'There is no such key, it was replaced, or its source is switched off',
  },
  INTAKE_ORIGIN: { 'zh-CN': '来源网站不在允许之列', en: 'The web origin is not allowed' },
  INTAKE_ORIGIN_DETAIL: {
    'zh-CN': '请让管理员把 {origin} 加入该来源的允许网站',
    en: 'Ask an administrator to add {origin} to the allowed origins of the source',
  },
  INTAKE_RATE_LIMITED: { 'zh-CN': '提交过于频繁', en: 'Too many deliveries' },
  INTAKE_RATE_LIMITED_DETAIL: {
    'zh-CN': '请在 {seconds} 秒后重试',
    en: 'Try again in {seconds} s',
  },
  INTAKE_TOO_LARGE: { 'zh-CN': '内容过大', en: 'The body is too large' },
  INTAKE_TOO_LARGE_DETAIL: { 'zh-CN': '最多 {kib} KiB', en: 'At most {kib} KiB' },
  INTAKE_TYPE: { 'zh-CN': '不支持的内容类型', en: 'The content type is not supported' },
  INTAKE_TYPE_DETAIL: { 'zh-CN': '支持：{allowed}', en: 'Supported: {allowed}' },
  INTAKE_CHARSET_DETAIL: { 'zh-CN': '不支持的字符集；支持：{allowed}', en: 'Unknown charset; supported: {allowed}' },
  INTAKE_CODING_DETAIL: { 'zh-CN': '内容不能压缩', en: 'The body must not be compressed' },
  INTAKE_ENCODING: { 'zh-CN': '字符编码错误', en: 'The characters can not be read' },
  INTAKE_ENCODING_DETAIL: {
    'zh-CN': '内容不是有效的 {charset}；其他字符集请在 Content-Type 中声明 charset',
    en: 'The body is not valid {charset}; another charset has to be declared in the Content-Type',
  },
  INTAKE_BODY: { 'zh-CN': '内容无法读取', en: 'The body can not be read' },
  INTAKE_BODY_JSON: { 'zh-CN': '应为一个 JSON 对象', en: 'It has to be one JSON object' },
  INTAKE_BODY_FORM: { 'zh-CN': '表单内容不完整或格式错误', en: 'The form is incomplete or malformed' },
  INTAKE_BODY_NESTED: { 'zh-CN': '嵌套不能超过 {levels} 层', en: 'It nests deeper than {levels} levels' },
  INTAKE_FILE: { 'zh-CN': '不接收文件', en: 'Files are not accepted' },
  INTAKE_FILE_DETAIL: {
    'zh-CN': '请去掉文件“{field}”，只提交文字',
    en: 'Leave out the file {field} and send the texts only',
  },
  INTAKE_FIELD: { 'zh-CN': '字段无效', en: 'A field is not valid' },
  INTAKE_KEY_REUSED: { 'zh-CN': 'Idempotency-Key 重复使用', en: 'The Idempotency-Key was used before' },
  INTAKE_METHOD: { 'zh-CN': '此处只接收 POST', en: 'Only POST is answered here' },
  INTAKE_NOTHING_HERE: { 'zh-CN': '此处没有内容', en: 'There is nothing here' },
  INTAKE_UNAVAILABLE: { 'zh-CN': '服务暂不可用', en: 'Not available right now' },
  INTAKE_FAULT: { 'zh-CN': '系统出错', en: 'Something went wrong on our side' },

  TAG_BOTH_WAYS: { 'zh-CN': '同一标签不能既添加又移除', en: 'A tag can’t be both given and taken away' },
  NOT_A_YES_OR_NO: { 'zh-CN': '应为是或否', en: 'Has to be yes or no' },
  NOT_A_TEXT: { 'zh-CN': '应为一段文字', en: 'Has to be one text' },
  NOT_A_TAG_LIST: { 'zh-CN': '应为文字列表', en: 'Has to be a list of texts' },
  NOT_A_PLATFORM_ID: { 'zh-CN': '不是有效的微信平台标识', en: 'Not a valid id of the WeChat platform' },
  NOT_AN_ORIGIN: {
    'zh-CN': '应为网站来源，如 https://www.example.com，或 *',
    en: 'Has to be a web origin such as https://www.example.com, or *',
  },
  UNKNOWN_INTAKE_FIELD: {
    'zh-CN': '没有字段“{field}”；可以是：{allowed}',
    en: 'There is no field {field}; known are: {allowed}',
  },
} as const satisfies Record<string, Label>;
