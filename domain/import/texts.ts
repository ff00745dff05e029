import type { Label } from '../message.js';

export const IMPORT_TEXTS = {
  IMPORT_FILE_KIND: { 'zh-CN': '只能导入 csv 或 xlsx 文件', en: 'Only csv and xlsx files can be imported' },
  IMPORT_SOURCE_MISSING: { 'zh-CN': '导入线索需要指定来源', en: 'Leads need a source to come from' },
  IMPORT_UNKNOWN_FIELD: { 'zh-CN': '没有可导入的字段“{field}”', en: 'There is no field {field} to import into' },
  IMPORT_FIELD_TWICE: { 'zh-CN': '字段“{field}”对应了两列', en: 'Two columns are mapped to {field}' },
  IMPORT_COLUMN_MISSING: { 'zh-CN': '文件中没有“{column}”列', en: 'The file has no column {column}' },
  IMPORT_NO_COLUMNS: {
    'zh-CN': '无法识别任何列，请指定列的对应关系',
    en: 'None of the columns was recognised; map them to fields',
  },
  IMPORT_EMPTY: { 'zh-CN': '文件中没有数据行', en: 'The file has no rows below its header' },
  IMPORT_TOO_MANY_ROWS: { 'zh-CN': '一次最多导入 {max} 行', en: 'A file has at most {max} rows' },
  IMPORT_UNREADABLE: { 'zh-CN': '文件无法读取：{detail}', en: 'The file can not be read: {detail}' },
  IMPORT_RIGHT_LOST: {
    'zh-CN': '导入人已停用或不再有批量权限',
    en: 'Whoever started the import is no longer active or may not run imports any more',
  },
  IMPORT_FORMULA: {
    'zh-CN': '单元格是公式，请粘贴为数值后再导入',
    en: 'The cell holds a formula; replace it by its value',
  },
  IMPORT_CELL_ERROR: { 'zh-CN': '单元格是错误值 {value}', en: 'The cell holds the error {value}' },
  IMPORT_NAME_MISSING: { 'zh-CN': '客户姓名不能为空', en: 'A customer needs a name' },
  IMPORT_UNKNOWN_INTENT: { 'zh-CN': '意向应为 高、中、低 或 未知', en: 'The intent is high, medium, low or unknown' },
  IMPORT_UNKNOWN_OWNER: {
    'zh-CN': '没有以此邮箱或电话登录的启用用户',
    en: 'No active user signs in with this e-mail or phone number',
  },
  IMPORT_ROW_FAULT: { 'zh-CN': '系统处理此行时出错', en: 'Something went wrong on our side with this row' },
  IMPORT_KEPT: { 'zh-CN': '已有人跟进，撤销时保留', en: 'Somebody has worked on it, so it was kept' },
  IMPORT_ROW: { 'zh-CN': '行号', en: 'Row' },
  IMPORT_COLUMN: { 'zh-CN': '列', en: 'Column' },
  IMPORT_PROBLEM: { 'zh-CN': '问题', en: 'Problem' },
} as const satisfies Record<string, Label>;
